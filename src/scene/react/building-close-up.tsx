import { Canvas, useThree } from '@react-three/fiber';
import { type RefObject, useEffect, useMemo, useRef } from 'react';
import { BufferGeometry, DoubleSide, ExtrudeGeometry, Float32BufferAttribute, Path, Shape, Vector3 } from 'three';
import { createLocalPlane, type LocalPlane } from '../../domain/geo/local-plane.ts';
import type { PolygonRings, Position } from '../../domain/geo/lon-lat.ts';
import type { GroundGrid } from '../../domain/pack/ground-grid.ts';
import { drawHeight, getDrawnHeightM } from '../engine/alarm-lines.ts';
import { createMapGround } from '../engine/map-ground.ts';
import { findAnchor, type Point3 } from '../engine/prism-edges.ts';
import { paintBand, paintWall, type WallPaint } from '../engine/wall-paint.ts';
import type { PictureBuilding } from '../layers/alarm-picture.ts';
import type { PictureFireBand, PictureReach } from '../layers/tactics-picture.ts';
import { BAND_PAINT, REACH_PAINT } from '../style/facade-paint.ts';
import { SCENE_PALETTES, type SceneTheme } from '../style/scene-theme.ts';
import './city-map.css';

/** A building to look at from all sides. */
export interface BuildingCloseUpProps {
	readonly target: Pick<PictureBuilding, 'polygons' | 'heightM'>;
	/** e.g. "79.6 m", shown at the height dimension. */
	readonly heightLabel?: string;
	/** With the gap's two wall points where there is a gap. */
	readonly neighbours?: readonly (Pick<PictureBuilding, 'id' | 'polygons' | 'heightM'> & {
		readonly gapLine: readonly [Position, Position] | null;
		readonly gapText?: string;
	})[];
	/** What an aerial reaches of the target's walls. */
	readonly reach?: readonly Pick<PictureReach, 'line' | 'lowM' | 'highM'>[];
	/** The floor that burns, metres above the target's ground; null = unknown. */
	readonly fireBand?: Pick<PictureFireBand, 'fromM' | 'toM'> | null;
	/** What the buildings stand on; null = flat. */
	readonly ground: GroundGrid | null;
	readonly theme: SceneTheme;
	/** What the picture shows, for those who cannot see it. */
	readonly label?: string;
}

/** Distance of the camera, in radii of the target. */
const START_ZOOM = 3.4;
const START_TURN = { azimuth: -0.6, elevation: 0.45 } as const;
const ELEVATION_RANGE = [0.08, 1.45] as const;
const RADIANS_PER_PX = 0.008;
const NO_REACH: NonNullable<BuildingCloseUpProps['reach']> = [];
const NO_NEIGHBOURS: NonNullable<BuildingCloseUpProps['neighbours']> = [];

function trace<Line extends Path>(line: Line, ring: readonly Position[], plane: LocalPlane): Line {
	ring.forEach((position, index) => {
		const [x, y] = plane.toXY(position);
		if (index === 0) line.moveTo(x, y);
		else line.lineTo(x, y);
	});
	line.closePath();
	return line;
}

function extrude(polygons: readonly PolygonRings[], heightM: number, plane: LocalPlane): ExtrudeGeometry {
	const shapes = polygons.map(([outer = [], ...holes]) => {
		const shape = trace(new Shape(), outer, plane);
		shape.holes = holes.map((hole) => trace(new Path(), hole, plane));
		return shape;
	});
	return new ExtrudeGeometry(shapes, { depth: heightM, bevelEnabled: false });
}

/** A geometry that lives as long as the component that shows it. */
function useDisposed<Geometry extends BufferGeometry>(
	make: () => Geometry,
	dependencies: readonly unknown[],
): Geometry {
	// biome-ignore lint/correctness/useExhaustiveDependencies: the caller names what `make` reads
	const geometry = useMemo(make, dependencies);
	useEffect(() => () => geometry.dispose(), [geometry]);
	return geometry;
}

function Block(props: {
	readonly polygons: readonly PolygonRings[];
	readonly heightM: number | null;
	/** Above the target's foot. */
	readonly footM: number;
	readonly plane: LocalPlane;
	readonly colour: string;
}) {
	const { polygons, heightM, footM, plane, colour } = props;
	const geometry = useDisposed(() => extrude(polygons, getDrawnHeightM(heightM), plane), [polygons, heightM, plane]);
	return (
		<group position={[0, 0, footM]}>
			<mesh geometry={geometry}>
				<meshLambertMaterial color={colour} transparent={heightM === null} opacity={heightM === null ? 0.6 : 1} />
			</mesh>
			<lineSegments>
				<edgesGeometry args={[geometry, 20]} />
				<lineBasicMaterial color="#000000" transparent opacity={0.6} />
			</lineSegments>
		</group>
	);
}

function Segments({ points, colour }: { readonly points: readonly number[]; readonly colour: string }) {
	const geometry = useDisposed(
		() => new BufferGeometry().setAttribute('position', new Float32BufferAttribute([...points], 3)),
		[points],
	);
	return (
		<lineSegments geometry={geometry}>
			<lineBasicMaterial color={colour} depthTest={false} />
		</lineSegments>
	);
}

/** Paint on the target's walls, see wall-paint.ts. */
function Paint(props: {
	readonly walls: readonly WallPaint[];
	readonly plane: LocalPlane;
	readonly colour: string;
	readonly alpha: number;
	/** Of the line round it. */
	readonly edge: string;
	/** What is painted later lies over what was painted before. */
	readonly order: number;
}) {
	const { walls, plane, colour, alpha, edge, order } = props;
	const toSpace = ([lon, lat, levelM]: Point3) => [...plane.toXY([lon, lat]), levelM];
	const quads = useDisposed(() => {
		const corners = walls.flatMap((wall) => wall.quads.flatMap(([a, b, c, d]) => [a, b, c, a, c, d]));
		const places = corners.flatMap(({ at }) => toSpace(at));
		return new BufferGeometry().setAttribute('position', new Float32BufferAttribute(places, 3));
	}, [walls, plane]);
	const edges = useDisposed(() => {
		const lines = walls.flatMap(({ outlines }) => outlines);
		const pairs = lines.flatMap((line) => line.slice(1).flatMap((to, index) => [line[index] as Point3, to]));
		return new BufferGeometry().setAttribute('position', new Float32BufferAttribute(pairs.flatMap(toSpace), 3));
	}, [walls, plane]);
	return (
		<>
			<mesh geometry={quads} renderOrder={order}>
				<meshBasicMaterial color={colour} transparent opacity={alpha} side={DoubleSide} depthWrite={false} />
			</mesh>
			<lineSegments geometry={edges} renderOrder={order}>
				<lineBasicMaterial color={edge} />
			</lineSegments>
		</>
	);
}

/** Words at a place in the picture; set as HTML, moved with the camera. */
interface Caption {
	readonly text: string;
	readonly at: readonly [x: number, y: number, z: number];
}

/** Turns the camera round the building while the pointer is down; draws a frame only then. */
function Turntable(props: {
	readonly radiusM: number;
	readonly middleM: number;
	readonly captions: readonly Caption[];
	readonly captionElements: RefObject<HTMLDivElement | null>;
}) {
	const { radiusM, middleM, captions, captionElements } = props;
	const { camera, gl, size, invalidate } = useThree();
	const turn = useRef<{ azimuth: number; elevation: number; zoom: number }>({ ...START_TURN, zoom: START_ZOOM });
	useEffect(() => {
		const element = gl.domElement;
		let last: { x: number; y: number } | null = null;
		const point = new Vector3();
		const aim = () => {
			const { azimuth, elevation, zoom } = turn.current;
			const distanceM = radiusM * zoom;
			const flatM = Math.cos(elevation) * distanceM;
			const riseM = Math.sin(elevation) * distanceM;
			camera.up.set(0, 0, 1);
			camera.position.set(Math.sin(azimuth) * flatM, -Math.cos(azimuth) * flatM, middleM + riseM);
			camera.lookAt(0, 0, middleM);
			camera.updateMatrixWorld();
			captions.forEach(({ at }, index) => {
				const caption = captionElements.current?.children[index] as HTMLElement | undefined;
				if (!caption) return;
				point.set(...at).project(camera);
				const x = ((point.x + 1) / 2) * size.width;
				const y = ((1 - point.y) / 2) * size.height;
				caption.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px) translate(8px, -50%)`;
			});
			invalidate();
		};
		const handleDown = (event: PointerEvent) => {
			element.setPointerCapture(event.pointerId);
			last = { x: event.clientX, y: event.clientY };
		};
		const handleMove = (event: PointerEvent) => {
			if (!last) return;
			const elevation = turn.current.elevation + (event.clientY - last.y) * RADIANS_PER_PX;
			turn.current.azimuth -= (event.clientX - last.x) * RADIANS_PER_PX;
			turn.current.elevation = Math.min(Math.max(elevation, ELEVATION_RANGE[0]), ELEVATION_RANGE[1]);
			last = { x: event.clientX, y: event.clientY };
			aim();
		};
		const handleUp = () => {
			last = null;
		};
		const handleWheel = (event: WheelEvent) => {
			event.preventDefault();
			turn.current.zoom = Math.min(Math.max(turn.current.zoom * 1.001 ** event.deltaY, 1.2), 6);
			aim();
		};
		aim();
		element.addEventListener('pointerdown', handleDown);
		element.addEventListener('pointermove', handleMove);
		element.addEventListener('pointerup', handleUp);
		element.addEventListener('pointercancel', handleUp);
		element.addEventListener('wheel', handleWheel, { passive: false });
		return () => {
			element.removeEventListener('pointerdown', handleDown);
			element.removeEventListener('pointermove', handleMove);
			element.removeEventListener('pointerup', handleUp);
			element.removeEventListener('pointercancel', handleUp);
			element.removeEventListener('wheel', handleWheel);
		};
	}, [camera, gl, size, invalidate, radiusM, middleM, captions, captionElements]);
	return null;
}

/** Farthest corner of the target from its middle, in space: what must fit into the picture. */
function measureRadius(polygons: readonly PolygonRings[], heightM: number, plane: LocalPlane): number {
	const flatM = Math.max(0, ...polygons.flatMap(([outer = []]) => outer).map((at) => Math.hypot(...plane.toXY(at))));
	return Math.max(10, Math.hypot(flatM, heightM / 2));
}

/**
 * The target alone with its neighbours, to be turned by hand. Built from the outlines, in metres round the target's middle.
 * Brings three.js with it: load it lazily, take it off the page when closed.
 */
export function BuildingCloseUp(props: BuildingCloseUpProps) {
	const {
		target,
		neighbours: given = NO_NEIGHBOURS,
		reach = NO_REACH,
		fireBand,
		ground,
		theme,
		heightLabel,
		label,
	} = props;
	const palette = SCENE_PALETTES[theme];
	const captionElements = useRef<HTMLDivElement>(null);
	const plane = useMemo(() => {
		const [lon, lat] = findAnchor(target.polygons) ?? [0, 0];
		return createLocalPlane({ lon, lat });
	}, [target]);
	const heightM = getDrawnHeightM(target.heightM);
	const neighbours = useMemo(() => {
		const { footOf } = createMapGround(ground);
		const targetFootM = footOf(target.polygons);
		return given.map((neighbour) => ({ ...neighbour, footM: footOf(neighbour.polygons) - targetFootM }));
	}, [target, given, ground]);
	const reached = useMemo(() => reach.map(({ line, lowM, highM }) => paintWall(line, lowM, highM, 0)), [reach]);
	const burning = useMemo(
		() => (fireBand ? [paintBand(target.polygons, fireBand.fromM, fireBand.toM, 0)] : []),
		[target, fireBand],
	);
	const radiusM = useMemo(() => measureRadius(target.polygons, heightM, plane), [target, heightM, plane]);
	const { points, captions } = useMemo(() => {
		const toSpace = ([lon, lat, level]: Point3): [number, number, number] => [...plane.toXY([lon, lat]), level];
		const found: Caption[] = [];
		const lines: (readonly Point3[])[] = [];
		const height = target.heightM === null ? undefined : drawHeight(target.polygons, target.heightM, 0);
		if (height) {
			lines.push(...height.lines);
			if (heightLabel) found.push({ text: heightLabel, at: toSpace(height.middle) });
		}
		for (const { gapLine, gapText, heightM: neighbourM, footM } of neighbours) {
			if (!gapLine) continue;
			const level = Math.min(heightM, footM + getDrawnHeightM(neighbourM));
			const [from, to] = gapLine.map(([lon, lat]): Point3 => [lon, lat, level]) as [Point3, Point3];
			lines.push([from, to]);
			if (!gapText) continue;
			found.push({ text: gapText, at: toSpace([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2, level]) });
		}
		return { points: lines.flatMap((line) => line.flatMap(toSpace)), captions: found };
	}, [target, neighbours, heightM, heightLabel, plane]);

	return (
		<div className="close-up-canvas" role="img" aria-label={label} style={{ position: 'relative', height: '100%' }}>
			<Canvas frameloop="demand" camera={{ fov: 40, near: 1, far: radiusM * 40 }}>
				<color attach="background" args={[palette.ground]} />
				<hemisphereLight args={['#ffffff', palette.ground, 1.6]} />
				<directionalLight position={[-0.4, -1, 1.2]} intensity={1.6} />
				<Block
					polygons={target.polygons}
					heightM={target.heightM}
					footM={0}
					plane={plane}
					colour={palette.targetRoof}
				/>
				<Paint
					walls={reached}
					plane={plane}
					colour={palette.reach}
					alpha={REACH_PAINT.alpha}
					edge={palette.reach}
					order={1}
				/>
				<Paint
					walls={burning}
					plane={plane}
					colour={palette.danger}
					alpha={BAND_PAINT.alpha}
					edge={palette.routeCasing}
					order={2}
				/>
				{neighbours.map((neighbour) => (
					<Block
						key={neighbour.id}
						polygons={neighbour.polygons}
						heightM={neighbour.heightM}
						footM={neighbour.footM}
						plane={plane}
						colour={palette.neighbourRoof}
					/>
				))}
				<Segments points={points} colour={palette.dimension} />
				<Turntable radiusM={radiusM} middleM={heightM / 2} captions={captions} captionElements={captionElements} />
			</Canvas>
			<div ref={captionElements} className="city-map-labels">
				{captions.map(({ text, at }) => (
					<div
						key={at.join()}
						className="city-map-label"
						style={{
							visibility: 'visible',
							color: palette.text,
							background: palette.plate,
							borderColor: palette.plateLine,
						}}
					>
						{text}
					</div>
				))}
			</div>
		</div>
	);
}
