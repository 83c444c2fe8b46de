import { viewFeature } from '../../domain/pack/feature-view.ts';
import { BUILDING_COLUMNS } from '../../domain/pack/layer-columns.ts';

const ID_COLUMN = BUILDING_COLUMNS.findIndex(({ name }) => name === 'id');

/**
 * The id of a building, UTF-8, from its feature in buildings.fgb (of our own writing: the id comes first); empty when it has none.
 * @param feature its bytes, size prefix included
 */
export function readFeatureId(feature: Uint8Array): Uint8Array {
	const view = new DataView(feature.buffer, feature.byteOffset, feature.byteLength);
	const { propertiesAt, propertiesLength } = viewFeature(view);
	if (propertiesLength < 6 || view.getUint16(propertiesAt, true) !== ID_COLUMN) return new Uint8Array(0);
	const start = propertiesAt + 6;
	return feature.subarray(start, start + view.getUint32(propertiesAt + 2, true));
}
