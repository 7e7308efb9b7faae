/**
 * Colours that people with any common colour blindness tell apart (Okabe and Ito 2008, without black, which no dark picture shows); those that differ most
 * come first.
 */
const colors = ['#e69f00', '#56b4e9', '#009e73', '#f0e442', '#d55e00', '#cc79a7', '#0072b2'] as const;

/** Of the so-and-so-manieth person; after seven they begin anew, and the number beside each tells them apart. */
export function personColor(index: number): string {
  return colors[index % colors.length] as string;
}

/** Black or white, whichever stands out more on a colour `#rrggbb` (contrast as WCAG 2 has it; black wins above this luminance). */
export function textColorOn(color: string): string {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => linear(Number.parseInt(color.slice(at, at + 2), 16) / 255));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? '#000000' : '#ffffff';
}

function linear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
