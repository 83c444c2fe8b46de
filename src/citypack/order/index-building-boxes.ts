import Flatbush from 'flatbush';

/** A spatial index over boxes of measureBuildingBoxes, at least one; it answers with rows. About 30 bytes a building. */
export function indexBuildingBoxes(boxes: Int32Array): Flatbush {
	const index = new Flatbush(boxes.length / 4, 16, Int32Array);
	for (let i = 0; i < boxes.length; i += 4) {
		index.add(boxes[i] as number, boxes[i + 1] as number, boxes[i + 2] as number, boxes[i + 3] as number);
	}
	index.finish();
	return index;
}
