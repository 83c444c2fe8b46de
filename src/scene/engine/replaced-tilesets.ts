import type { Cesium3DTileset } from 'cesium';

/**
 * Tilesets that are still on the map while the tiles of newer city data are on their way. Their fids are no longer those of the data
 * that are asked about: a pick on them tells no building.
 */
export const REPLACED_TILESETS = new WeakSet<Cesium3DTileset>();
