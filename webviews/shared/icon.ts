/** Lines on 16 by 16 units. Signs of text would do where every font had them; ⌖ and ⛓ are empty boxes on many a Linux. */
const shapes = {
  target: 'M8 1v4M8 11v4M1 8h4M11 8h4M12.5 8a4.5 4.5 0 1 1-9 0a4.5 4.5 0 1 1 9 0',
  chain:
    'M6.2 9.8l3.6-3.6M7 4.4l1.2-1.2a3.2 3.2 0 0 1 4.6 4.6L11.6 9M9 11.6l-1.2 1.2a3.2 3.2 0 0 1-4.6-4.6L4.4 7',
} as const;

const svg = 'http://www.w3.org/2000/svg';

/** A picture beside or instead of words, in their colour; the words are the control's own to give. */
export function icon(name: keyof typeof shapes): SVGSVGElement {
  const root = document.createElementNS(svg, 'svg');
  root.setAttribute('class', 'drawn-icon');
  root.setAttribute('viewBox', '0 0 16 16');
  root.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(svg, 'path');
  path.setAttribute('d', shapes[name]);
  root.append(path);
  return root;
}
