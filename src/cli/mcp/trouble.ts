/** Why a call cannot be answered, for the caller. */
export class ToolTrouble extends Error {
  override readonly name = 'ToolTrouble';
}
