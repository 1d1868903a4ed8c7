/** Why a call cannot be answered, said to whoever made it. */
export class ToolTrouble extends Error {
  override readonly name = 'ToolTrouble';
}
