/** Type of one stored sample (little-endian). */
export const sampleTypes = ['uint8', 'int8', 'uint16', 'int16', 'uint32', 'int32', 'float32'] as const;
export type SampleType = (typeof sampleTypes)[number];

/**
 * How values become grey levels: a centre and width in the units of the values after slope and intercept, by one of
 * the three functions of DICOM PS3.3 C.11.2.1; or a table that the file brought along (`table` counts those of the
 * raster's header).
 */
export type Window =
  | {
      readonly kind: 'linear' | 'linear exact' | 'sigmoid';
      readonly centre: number;
      readonly width: number;
    }
  | { readonly kind: 'table'; readonly table: number };

/** A window under the name that the file, or we, give it: `Lung`, `As stored`. */
export interface NamedWindow {
  readonly name: string;
  readonly window: Window;
}

/** What is on the screen of a raster, and what a model is sent: one frame through one window. */
export interface ShownFrame {
  /** Counted from 0. */
  readonly frame: number;
  /** Null for colours, which are shown as they are. */
  readonly window: Window | null;
}

/**
 * How the frames of a volume lie in the patient. `LPS`: columns run to the patient's left, rows to the back, frames to the head.
 * A frame is then an axial slice as seen from the feet, with the patient's right on the left of the picture (the radiological
 * convention, and DICOM's). `unknown`: the source does not say, so that left and right must not be told from it.
 */
export interface VolumeGrid {
  /** Millimetres between the centres of neighbouring voxels along columns, rows and frames. */
  readonly spacing: readonly [column: number, row: number, frame: number];
  readonly orientation: 'LPS' | 'unknown';
}

/** What is known of a raster without reading its pixels. */
export interface RasterView {
  readonly frames: number;
  /** 1: grey values; 3: red, green and blue. */
  readonly channels: 1 | 3;
  readonly sampleType: SampleType;
  /** value = stored * slope + intercept. */
  readonly slope: number;
  readonly intercept: number;
  /** Unit of the values, where the source says: `HU`. */
  readonly unit?: string;
  /** Of the stored samples of all frames. */
  readonly range: readonly [smallest: number, largest: number];
  /** The smallest value is white (MONOCHROME1). */
  readonly inverted: boolean;
  /** Presets, at least one for grey values; the first is the source's own where it has one. */
  readonly windows: readonly NamedWindow[];
  /** Millimetres between the centres of neighbouring frames, where they are slices of one volume. */
  readonly frameSpacing?: number;
  /** Where the frames are the slices of one volume, on an even grid: it may be cut along its other axes (see `reslice`). */
  readonly volume?: VolumeGrid;
  readonly shown: ShownFrame;
}
