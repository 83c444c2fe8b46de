/**
 * The one property class of all levels of the building tiles (EXT_structural_metadata). A style or a pick reads these.
 *   fid      UINT32   number of the building (building-pages.ts); NO_FID for a merged cell
 *   height   FLOAT32  metres above ground as drawn (UNKNOWN_HEIGHT_DRAWN_M where unknown)
 *   basis    UINT8    index into BASES, of the height; 0 = unknown
 *   floors   UINT16   0 = unknown
 *   use      UINT8    index into BUILDING_USES
 *   structure UINT8   index into BUILDING_STRUCTURES
 *   count    UINT32   buildings this feature stands for; > 1 = merged cell, never told as one building
 */
export const BUILDING_TILE_CLASS = 'building';
export const NO_FID = 0xffff_ffff;
