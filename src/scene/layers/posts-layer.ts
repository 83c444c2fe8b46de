import { createLocalPlane } from '../../domain/geo/local-plane.ts';
import type { Point3 } from '../engine/prism-edges.ts';
import type { LineStyle } from '../style/line-material.ts';
import { SCENE_PALETTES } from '../style/scene-theme.ts';
import { drawPostSymbol } from '../style/tactics-symbols.ts';
import type { MapLabel } from './label-board.ts';
import type { Layer, MapContext, ThemedProps } from './layer.ts';
import { drawLines, type LineGroup } from './line-batch.ts';
import { drawPointSymbols, type PointSymbol } from './point-symbols.ts';
import type { PicturePost, TacticsPicture } from './tactics-picture.ts';

/** Suggested posts and the line of a UAV. */
export interface PostsProps extends ThemedProps {
	readonly posts: readonly PicturePost[];
	readonly orbit: TacticsPicture['orbit'];
	/** Outline of the target: the orbit's height is above its foot. null = none. */
	readonly target: TacticsPicture['target'];
}

const SYMBOL_PX = 30;
/** Of posts on the ground, metres above it. */
const LEVEL_M = 1.5;
/** Length of the two lines that open towards where one looks, and half the angle between them. */
const LOOK_M = 16;
const LOOK_HALF_DEG = 22;
/** Order of survival, see alarm-labels.ts. */
const RANK = 62;
const LABEL_RANGE_M = 1_500;
const SEEN_RANGE_M = 3_000;

function standAt({ lon, lat, heightM }: PicturePost, { ground }: MapContext): Point3 {
	return [lon, lat, ground.heightAt(lon, lat) + (heightM ?? LEVEL_M)];
}

/** The field of view as two lines, at the post's height. */
function openLook(post: PicturePost, map: MapContext): Point3[] {
	const plane = createLocalPlane(post);
	const [, , levelM] = standAt(post, map);
	const end = (turnDeg: number): Point3 => {
		const angle = ((post.lookDeg + turnDeg) * Math.PI) / 180;
		const [lon, lat] = plane.toLonLat([Math.sin(angle) * LOOK_M, Math.cos(angle) * LOOK_M]);
		return [lon, lat, levelM];
	};
	return [end(-LOOK_HALF_DEG), [post.lon, post.lat, levelM], end(LOOK_HALF_DEG)];
}

function listGroups({ posts, orbit, target, theme }: PostsProps, map: MapContext): LineGroup[] {
	const palette = SCENE_PALETTES[theme];
	const style: LineStyle = {
		colour: palette.dimension,
		widthPx: 1.8,
		casingColour: palette.routeCasing,
		casingPx: 1.2,
		dashPx: [5, 4],
		hiddenAlpha: 0.36,
	};
	const stalks = posts.flatMap((post): Point3[][] =>
		post.heightM === null ? [] : [[[post.lon, post.lat, map.ground.heightAt(post.lon, post.lat)], standAt(post, map)]],
	);
	const footM = target ? map.ground.footOf(target.polygons) : 0;
	const flight = orbit ? [orbit.line.map(([lon, lat]): Point3 => [lon, lat, footM + orbit.heightM])] : [];
	return [
		{ style: { ...style, dashPx: [2, 4], hiddenAlpha: 0.2 }, lines: stalks },
		{ style: { ...style, dashPx: null }, lines: posts.map((post) => openLook(post, map)) },
		{ style: { ...style, widthPx: 2, dashPx: [12, 6], hiddenAlpha: 0.25 }, lines: flight },
	];
}

function listLabels(posts: readonly PicturePost[], map: MapContext): MapLabel[] {
	return posts.flatMap((post, order): MapLabel[] =>
		post.label
			? [
					{
						id: `post-${post.id}`,
						text: post.label,
						disc: null,
						rank: RANK + Math.min(order, 7),
						anchors: [standAt(post, map)],
						gapPx: SYMBOL_PX / 2 + 2,
						maximumRangeM: LABEL_RANGE_M,
					},
				]
			: [],
	);
}

/** Draws suggested posts, hollow, with where one looks from them, and the line of a UAV at its height. */
export function createPostsLayer(map: MapContext, props: PostsProps): Layer<PostsProps> {
	const { scene, labels, pixelRatio } = map;
	let erase: (() => void)[] = [];
	const draw = (next: PostsProps) => {
		for (const undo of erase) undo();
		const symbols = next.posts.map((post): PointSymbol => {
			const [lon, lat, heightM] = standAt(post, map);
			const image = drawPostSymbol(post.kind, next.theme, SYMBOL_PX, pixelRatio);
			return { at: { lon, lat }, heightM, image, pickId: { layer: 'post', id: post.id }, farthestM: SEEN_RANGE_M };
		});
		erase = [
			drawLines(scene, listGroups(next, map)),
			drawPointSymbols(scene, symbols, { alwaysSeen: true, shrink: null, standsOn: 'middle', pixelRatio }),
		];
		labels.setLabels('posts', listLabels(next.posts, map), next.theme);
	};
	draw(props);
	return {
		update: draw,
		destroy() {
			for (const undo of erase) undo();
			labels.setLabels('posts', [], props.theme);
		},
	};
}
