/** How much two colors differ in lightness, from 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrast(one: string, other: string): number {
  const [lighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter! + 0.05) / (darker! + 0.05);
}

/** The nearest color with enough contrast: lighter on a dark background, darker on a light one. */
export function readableOn(ground: string, color: string, least: number): string {
  const towards = luminance(ground) > 0.5 ? 0 : 255;
  const channels = channelsOf(color);
  for (let part = 0; part <= 100; part += 1) {
    const mixed = channels.map((channel) =>
      Math.round(channel + ((towards - channel) * part) / 100),
    );
    const found = `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
    if (contrast(found, ground) >= least) return found;
  }
  return towards === 0 ? '#000000' : '#ffffff';
}

/** WCAG 2.2, "relative luminance". */
function luminance(color: string): number {
  const [red, green, blue] = channelsOf(color).map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

/** `#0a7` and `#00aa77` as numbers from 0 to 255. */
function channelsOf(color: string): readonly number[] {
  const digits = color.slice(1);
  const whole = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits;
  return [0, 2, 4].map((at) => Number.parseInt(whole.slice(at, at + 2), 16));
}
