/** What the style sheet decides about a drawing. */
const PROPERTIES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-opacity',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
] as const;

/** A drawing as a file of its own: every colour and font as it is on the screen, on the page's background. */
export function standaloneSvg(drawing: SVGSVGElement): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const shown = [drawing, ...drawing.querySelectorAll<SVGElement>('*')];
  [copy, ...copy.querySelectorAll<SVGElement>('*')].forEach((element, index) => {
    const style = getComputedStyle(shown[index]!);
    for (const property of PROPERTIES) {
      const value = style.getPropertyValue(property);
      if (value !== '' && element !== copy) element.setAttribute(property, value);
    }
    for (const name of element.getAttributeNames())
      if (/^(class|id|tabindex|role|aria-.*)$/.test(name)) element.removeAttribute(name);
  });
  copy.querySelectorAll('[data-transient]').forEach((element) => element.remove());
  const background = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  background.setAttribute('width', '100%');
  background.setAttribute('height', '100%');
  background.setAttribute('fill', getComputedStyle(document.body).backgroundColor);
  copy.prepend(background);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`;
}
