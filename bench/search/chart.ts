import { quantile } from './statistics.ts';
import { type Growth, volumeAt, volumeOfTrials } from './growth.ts';

/** Strategies that are drawn, and how. */
const COLOURS: Readonly<Record<string, string>> = {
  auto: '#0072b2',
  nsga2: '#d55e00',
  evolution: '#009e73',
  random: '#777777',
};

const PANEL = { width: 420, height: 280, left: 48, right: 16, top: 28, bottom: 40 };
const POINTS = 80;

/** Hypervolume against seconds and against trials: medians, and bands from the first quartile to the third. An SVG. */
export function growthChart(title: string, growth: readonly Growth[], budget: number): string {
  const trials = Math.max(...growth.map((curve) => curve.trials));
  const panels = [
    panel(`${title}: seconds of training`, budget, growth, volumeAt),
    panel('trials', trials, growth, volumeOfTrials),
  ];
  const [width, height] = [PANEL.width * panels.length, PANEL.height];
  const placed = panels.map((text, index) => `<g transform="translate(${index * PANEL.width} 0)">${text}</g>`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...placed,
    '</svg>\n',
  ].join('\n');
}

function panel(
  title: string,
  most: number,
  growth: readonly Growth[],
  volume: (curve: Growth, at: number) => number,
): string {
  const { width, height, left, right, top, bottom } = PANEL;
  const x = (value: number): number => left + (value / most) * (width - left - right);
  const y = (share: number): number => height - bottom - share * (height - top - bottom);
  const at = Array.from({ length: POINTS + 1 }, (_, i) => (i / POINTS) * most);
  const place = (value: number, share: number): string => `${x(value).toFixed(1)},${y(share).toFixed(1)}`;
  const curves = Object.entries(COLOURS).map(([name, colour], index) => {
    const own = growth.filter((curve) => curve.title === name);
    const line = (share: number): string[] =>
      at.map((value) =>
        place(
          value,
          quantile(
            own.map((curve) => volume(curve, value)),
            share,
          ),
        ),
      );
    const band = [...line(0.25), ...line(0.75).toReversed()].join(' ');
    const legend = y(0) - 12 - 14 * (Object.keys(COLOURS).length - 1 - index);
    return [
      `<polygon points="${band}" fill="${colour}" opacity="0.2"/>`,
      `<polyline points="${line(0.5).join(' ')}" fill="none" stroke="${colour}" stroke-width="1.5"/>`,
      `<text x="${width - right - 64}" y="${legend}" fill="${colour}">${name}</text>`,
    ].join('\n');
  });
  const horizontal = [0, 0.25, 0.5, 0.75, 1].map(
    (share) =>
      `<line x1="${left}" x2="${width - right}" y1="${y(share)}" y2="${y(share)}" stroke="#dddddd"/>` +
      `<text x="${left - 6}" y="${y(share) + 4}" text-anchor="end">${share}</text>`,
  );
  const vertical = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const value = share * most;
    return `<text x="${x(value)}" y="${height - bottom + 16}" text-anchor="middle">${Math.round(value)}</text>`;
  });
  return [`<text x="${left}" y="16">${title}</text>`, ...horizontal, ...vertical, ...curves].join('\n');
}
