import type { Polygon } from './polygons.ts';

/** Corners enough that an ellipse of 4,000 pixels is off by less than a pixel. */
const corners = 180;

/** An ellipse as a polygon, turned by `degrees` clockwise (as the picture's axes are drawn). */
export function ellipsePolygon(
  centre: { readonly x: number; readonly y: number },
  radiusX: number,
  radiusY: number,
  degrees = 0,
): Polygon {
  const turn = (degrees * Math.PI) / 180;
  const polygon: number[] = [];
  for (let n = 0; n < corners; n += 1) {
    const angle = (2 * Math.PI * n) / corners;
    const x = radiusX * Math.cos(angle);
    const y = radiusY * Math.sin(angle);
    polygon.push(
      centre.x + x * Math.cos(turn) - y * Math.sin(turn),
      centre.y + x * Math.sin(turn) + y * Math.cos(turn),
    );
  }
  return polygon;
}

/** The corners of a rectangle that is turned by `degrees` clockwise about a point. */
export function turnedRectangle(
  {
    x,
    y,
    width,
    height,
  }: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  degrees: number,
  about: { readonly x: number; readonly y: number },
): Polygon {
  const turn = (degrees * Math.PI) / 180;
  return [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ].flatMap(([cornerX = 0, cornerY = 0]) => {
    const dx = cornerX - about.x;
    const dy = cornerY - about.y;
    return [
      about.x + dx * Math.cos(turn) - dy * Math.sin(turn),
      about.y + dx * Math.sin(turn) + dy * Math.cos(turn),
    ];
  });
}
