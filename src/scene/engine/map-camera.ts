import {
	type Camera,
	Cartesian2,
	Cartesian3,
	Cartographic,
	EasingFunction,
	Ellipsoid,
	Matrix4,
	PerspectiveFrustum,
	type Scene,
	SceneTransforms,
	Transforms,
} from 'cesium';
import { metresPerDegree } from '../../domain/geo/local-plane.ts';
import type { BBox, LonLat } from '../../domain/geo/lon-lat.ts';
import { type MapGround, toCartesian } from './map-ground.ts';
import type { FlyTarget, MapView } from './map-view.ts';
import { pickGround } from './pick-ground.ts';

const DEG = Math.PI / 180;
const HOME_PITCH_DEG = -60;
/** Room round the city in the first picture. */
const HOME_MARGIN = 1.05;
const HOME_LIFT = 0.06;
const TILTED_PITCH_DEG = -42;
/** Looking at the horizon, the middle of the map lies nowhere: this far ahead is taken for it. */
const FALLBACK_RANGE_M = 3_000;
const STEP_S = 0.25;

/** Directions of a camera with heading and pitch over a place, in world coordinates. */
interface Pose {
	readonly position: Cartesian3;
	readonly direction: Cartesian3;
	readonly up: Cartesian3;
}

/** What the map's camera does; all angles in degrees, all lengths in metres. */
export interface MapCamera {
	flyTo(target: FlyTarget): void;
	flyHome(durationS?: number): void;
	zoom(steps: number): void;
	pan(right: number, up: number): void;
	turn(headingDeg: number, pitchDeg: number): void;
	resetNorth(): void;
	set2D(): void;
	set3D(): void;
	getView(): MapView;
	setView(view: MapView): void;
	/** `heightM` above the ellipsoid. */
	project(at: LonLat, heightM: number): { x: number; y: number } | null;
	isFlying(): boolean;
	/** The place in the middle of the map and how far it is. */
	getFocus(): { readonly at: LonLat; readonly rangeM: number };
	/** CSS pixel size on the ground in the middle of the map. */
	getMetresPerPixel(): number;
	destroy(): void;
}

function scaleAdd(base: Cartesian3, direction: Cartesian3, amount: number): Cartesian3 {
	return Cartesian3.add(base, Cartesian3.multiplyByScalar(direction, amount, new Cartesian3()), new Cartesian3());
}

/** Camera pose that sees `target` at `offsetPx` from the middle of a canvas `canvasHeightPx` high with vertical field `fovy`. */
function computePose(target: Required<FlyTarget>, ground: MapGround, canvasHeightPx: number, fovy: number): Pose {
	const focus = toCartesian(ground, target.lon, target.lat, target.heightM);
	const frame = Transforms.eastNorthUpToFixedFrame(focus);
	const axis = (column: number) => {
		const vector = Matrix4.getColumn(frame, column, { x: 0, y: 0, z: 0, w: 0 } as never);
		return new Cartesian3(vector.x, vector.y, vector.z);
	};
	const [east, north, zenith] = [axis(0), axis(1), axis(2)];
	const heading = target.headingDeg * DEG;
	const pitch = target.pitchDeg * DEG;
	const forward = scaleAdd(
		Cartesian3.multiplyByScalar(east, Math.sin(heading), new Cartesian3()),
		north,
		Math.cos(heading),
	);
	const direction = scaleAdd(
		Cartesian3.multiplyByScalar(forward, Math.cos(pitch), new Cartesian3()),
		zenith,
		Math.sin(pitch),
	);
	const right = Cartesian3.normalize(Cartesian3.cross(forward, zenith, new Cartesian3()), new Cartesian3());
	const up = Cartesian3.normalize(Cartesian3.cross(right, direction, new Cartesian3()), new Cartesian3());
	const pixel = (2 * Math.tan(fovy / 2)) / canvasHeightPx;
	const ray = scaleAdd(scaleAdd(direction, right, target.offsetPx[0] * pixel), up, -target.offsetPx[1] * pixel);
	return { position: scaleAdd(focus, Cartesian3.normalize(ray, ray), -target.rangeM), direction, up };
}

function prefersReducedMotion(): boolean {
	return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/**
 * Takes over a scene's camera: keeps it over the city, lets the hand end a flight. `destroy` gives it back. Without a GPU (`gfx` 'lite') a
 * flight would be three or four pictures, each with tiles of places that nobody asked for: it goes there at once.
 */
export function createMapCamera(scene: Scene, bounds: BBox, ground: MapGround, gfx: 'full' | 'lite'): MapCamera {
	const { camera, canvas } = scene;
	const controller = scene.screenSpaceCameraController;
	const [west, south, east, north] = bounds;
	const middle: LonLat = { lon: (west + east) / 2, lat: (south + north) / 2 };
	const scale = metresPerDegree(middle.lat);
	const widthM = (east - west) * scale.lon;
	const depthM = (north - south) * scale.lat;
	const marginDegree = { lon: (0.35 * widthM + 3_000) / scale.lon, lat: (0.35 * depthM + 3_000) / scale.lat };
	let isFlying = false;
	/** Where the flight under way ends: what a new widget must show when this one is lost in mid-flight. */
	let landing: MapView | null = null;

	const getFovy = () => (camera.frustum instanceof PerspectiveFrustum ? (camera.frustum.fovy ?? 1) : 1);
	/** The least range from which all four corners of the city are in the picture, plus a margin. */
	const getHomeRangeM = () => {
		const halfUp = Math.tan(getFovy() / 2);
		const halfRight = halfUp * (canvas.clientWidth / Math.max(1, canvas.clientHeight));
		const [cos, sin] = [Math.cos(HOME_PITCH_DEG * DEG), Math.abs(Math.sin(HOME_PITCH_DEG * DEG))];
		const ranges = [-depthM / 2, depthM / 2].map((northM) =>
			Math.max(widthM / 2 / halfRight - northM * cos, (Math.abs(northM) * sin) / halfUp - northM * cos),
		);
		return Math.max(400, ...ranges) * HOME_MARGIN;
	};
	controller.maximumZoomDistance = getHomeRangeM() * 2;

	const getFocus = () => {
		const centre = new Cartesian2(canvas.clientWidth / 2, canvas.clientHeight / 2);
		const hit = pickGround(scene, ground, centre) ?? scaleAdd(camera.positionWC, camera.directionWC, FALLBACK_RANGE_M);
		const place = Cartographic.fromCartesian(hit);
		return {
			at: { lon: place.longitude / DEG, lat: place.latitude / DEG },
			rangeM: Cartesian3.distance(hit, camera.positionWC),
		};
	};
	const complete = (target: FlyTarget): Required<FlyTarget> => ({
		heightM: 0,
		durationS: 1.2,
		headingDeg: camera.heading / DEG,
		pitchDeg: camera.pitch / DEG,
		offsetPx: [0, 0],
		...target,
	});
	const flyTo = (target: FlyTarget) => {
		const full = complete(target);
		const { position, direction, up } = computePose(full, ground, canvas.clientHeight, getFovy());
		camera.cancelFlight();
		if (full.durationS <= 0 || gfx === 'lite' || prefersReducedMotion()) {
			camera.setView({ destination: position, orientation: { direction, up } });
			scene.requestRender();
			return;
		}
		isFlying = true;
		landing = toView(position, full);
		const end = () => {
			isFlying = false;
			landing = null;
			scene.requestRender();
		};
		camera.flyTo({
			destination: position,
			orientation: { direction, up },
			duration: full.durationS,
			easingFunction: EasingFunction.CUBIC_OUT,
			complete: end,
			cancel: end,
		});
	};
	const keep = (change: Partial<FlyTarget>) => {
		const focus = getFocus();
		flyTo({ ...focus.at, rangeM: focus.rangeM, durationS: STEP_S, ...change });
	};

	/** Keeps the camera over the city and its surroundings. */
	const limit = () => {
		const place = camera.positionCartographic;
		const lon = place.longitude / DEG;
		const lat = place.latitude / DEG;
		const keptLon = Math.min(Math.max(lon, west - marginDegree.lon), east + marginDegree.lon);
		const keptLat = Math.min(Math.max(lat, south - marginDegree.lat), north + marginDegree.lat);
		if (isFlying || (keptLon === lon && keptLat === lat)) return;
		camera.setView({
			destination: Cartesian3.fromDegrees(keptLon, keptLat, place.height),
			orientation: { heading: camera.heading, pitch: camera.pitch, roll: 0 },
		});
	};
	const stopLimiting = scene.postUpdate.addEventListener(limit);

	const interrupt = () => {
		if (isFlying) camera.cancelFlight();
	};
	const inputs = ['pointerdown', 'wheel'] as const;
	for (const input of inputs) canvas.addEventListener(input, interrupt, { passive: true });

	return {
		flyTo,
		flyHome(durationS = 1.2) {
			flyTo({
				...middle,
				rangeM: getHomeRangeM(),
				durationS,
				headingDeg: 0,
				pitchDeg: HOME_PITCH_DEG,
				// The near half looks larger: lift the middle, so that sky and foreground get the same room.
				offsetPx: [0, -HOME_LIFT * canvas.clientHeight],
			});
		},
		zoom(steps) {
			const rangeM = getFocus().rangeM * 0.5 ** steps;
			keep({ rangeM: Math.min(Math.max(rangeM, controller.minimumZoomDistance), controller.maximumZoomDistance) });
		},
		pan(right, up) {
			const { at, rangeM } = getFocus();
			const spanM = rangeM * 2 * Math.tan(getFovy() / 2);
			const heading = camera.heading;
			const eastM = spanM * (right * Math.cos(heading) + up * Math.sin(heading));
			const northM = spanM * (up * Math.cos(heading) - right * Math.sin(heading));
			keep({ lon: at.lon + eastM / scale.lon, lat: at.lat + northM / scale.lat });
		},
		turn(headingDeg, pitchDeg) {
			const pitch = Math.min(-12, Math.max(-90, camera.pitch / DEG + pitchDeg));
			keep({ headingDeg: camera.heading / DEG + headingDeg, pitchDeg: pitch });
		},
		resetNorth: () => keep({ headingDeg: 0 }),
		set2D() {
			controller.enableTilt = false;
			keep({ pitchDeg: -90 });
		},
		set3D() {
			controller.enableTilt = true;
			keep({ pitchDeg: TILTED_PITCH_DEG });
		},
		getView: () => landing ?? readView(camera),
		setView(view) {
			camera.cancelFlight();
			camera.setView({
				destination: Cartesian3.fromDegrees(view.lon, view.lat, view.heightM),
				orientation: { heading: view.headingDeg * DEG, pitch: view.pitchDeg * DEG, roll: 0 },
			});
			scene.requestRender();
		},
		project(at, heightM) {
			const point = SceneTransforms.worldToWindowCoordinates(scene, Cartesian3.fromDegrees(at.lon, at.lat, heightM));
			return point ? { x: point.x, y: point.y } : null;
		},
		isFlying: () => isFlying,
		getFocus,
		getMetresPerPixel: () => (getFocus().rangeM * 2 * Math.tan(getFovy() / 2)) / Math.max(1, canvas.clientHeight),
		destroy() {
			for (const input of inputs) canvas.removeEventListener(input, interrupt);
			stopLimiting();
		},
	};
}

function toView(position: Cartesian3, { headingDeg, pitchDeg }: Required<FlyTarget>): MapView {
	const place = Ellipsoid.WGS84.cartesianToCartographic(position);
	return { lon: place.longitude / DEG, lat: place.latitude / DEG, heightM: place.height, headingDeg, pitchDeg };
}

function readView(camera: Camera): MapView {
	const place = Ellipsoid.WGS84.cartesianToCartographic(camera.positionWC);
	return {
		lon: place.longitude / DEG,
		lat: place.latitude / DEG,
		heightM: place.height,
		headingDeg: camera.heading / DEG,
		pitchDeg: camera.pitch / DEG,
	};
}
