import { z } from 'zod';

/** Road classes from widest to narrowest. The index is the code in roads.graph; never reorder, only append. */
export const ROAD_CLASSES = [
	'motorway', // 高速公路
	'trunk', // 快速路 / 国道
	'primary', // 主干路
	'secondary', // 次干路
	'tertiary', // 支路
	'residential', // 居住区道路
	'service', // 内部道路
	'lane', // 村巷, under 4 m
	'track',
	'pedestrian',
] as const;
export const roadClassSchema = z.enum(ROAD_CLASSES);
export type RoadClass = z.infer<typeof roadClassSchema>;

/** Carriageway width assumed per class where the source gives none, in metres. Assumption, not sourced. */
export const ROAD_CLASS_DEFAULTS: Readonly<Record<RoadClass, { widthM: number; verified: false }>> = {
	motorway: { widthM: 15, verified: false },
	trunk: { widthM: 14, verified: false },
	primary: { widthM: 14, verified: false },
	secondary: { widthM: 10, verified: false },
	tertiary: { widthM: 8, verified: false },
	residential: { widthM: 6, verified: false },
	service: { widthM: 4.5, verified: false },
	lane: { widthM: 3, verified: false },
	track: { widthM: 3, verified: false },
	pedestrian: { widthM: 3, verified: false },
};
