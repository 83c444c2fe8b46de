import { ROUTES } from '../../domain/api.ts';
import type { ServedPack } from '../follow-pack.ts';
import { tellWhole } from '../identity/tell-whole.ts';
import { readCaller } from '../records/caller.ts';
import { createDrawingDesk } from '../records/drawing-desk.ts';
import { createPackPlaces } from '../records/pack-places.ts';
import { createRecordDesk } from '../records/record-desk.ts';
import { listLaidRecords, type RecordOverlay } from '../records/record-overlay.ts';
import { createDrawingRules, createKeyUnitRules, createPlanRules, createTaskRules } from '../records/record-rules.ts';
import { createReferences } from '../records/references.ts';
import { reportTask } from '../records/report-task.ts';
import { createStationDesk } from '../records/station-desk.ts';
import { createWaterDesk } from '../records/water-desk.ts';
import type { SketchProjector } from '../sketch/sketch-projector.ts';
import type { Store } from '../store/store.ts';
import { addRoute } from './add-route.ts';
import type { TypedApp } from './typed-app.ts';

/** A plan of 40 parts of 20,000 characters each, or a drawing of 50 rings. */
const LARGE_BODY_BYTES = 3 * 1024 * 1024;
/** 200 vehicles with their sizes. */
const STATION_BODY_BYTES = 256 * 1024;

export interface RecordsParts {
	readonly store: Store;
	/** With the records laid over it. */
	readonly pack: ServedPack;
	readonly overlay: RecordOverlay;
	/** Of what is drawn in the sketches of incidents. */
	readonly projector: SketchProjector;
	readonly nowMs: () => number;
}

/** The routes of stations, water, key units, plans, tasks and drawings. */
export function registerRecords(app: TypedApp, { store, pack, overlay, projector, nowMs }: RecordsParts): void {
	const packPlaces = createPackPlaces(pack);
	const placeParts = { store, pack, overlay, packPlaces, nowMs };
	const ruleParts = { pack, references: createReferences(pack, overlay) };

	const stations = createStationDesk(placeParts);
	addRoute(app, ROUTES.putStation, ({ params, body, request }) => stations.put(params.id, body, readCaller(request)), {
		bodyLimit: STATION_BODY_BYTES,
	});
	addRoute(app, ROUTES.removeStation, async ({ params, request }) => {
		await stations.remove(params.id, readCaller(request));
		return null;
	});
	const water = createWaterDesk(placeParts);
	addRoute(app, ROUTES.putWater, ({ params, body, request }) => water.put(params.id, body, readCaller(request)));
	addRoute(app, ROUTES.removeWater, async ({ params, request }) => {
		await water.remove(params.id, readCaller(request));
		return null;
	});
	addRoute(app, ROUTES.testWater, ({ params, body, request }) => water.test(params.id, body, readCaller(request)));
	addRoute(app, ROUTES.laidRecords, () => listLaidRecords(overlay));

	const keyUnits = createRecordDesk(store, createKeyUnitRules(ruleParts));
	addRoute(app, ROUTES.keyUnits, async ({ request }) => ({ keyUnits: await keyUnits.list(request.identity) }));
	addRoute(app, ROUTES.keyUnit, async ({ params, request }) =>
		tellWhole(request, 'keyUnit', await keyUnits.read(params.id, request.identity)),
	);
	addRoute(app, ROUTES.addKeyUnit, ({ body, request }) => keyUnits.add(body, readCaller(request)), { status: 201 });
	addRoute(app, ROUTES.changeKeyUnit, ({ params, body, request }) =>
		keyUnits.change(params.id, body, readCaller(request)),
	);
	addRoute(app, ROUTES.removeKeyUnit, async ({ params, request }) => {
		await keyUnits.remove(params.id, readCaller(request));
		return null;
	});

	const plans = createRecordDesk(store, createPlanRules(ruleParts));
	const large = { bodyLimit: LARGE_BODY_BYTES };
	addRoute(app, ROUTES.plans, async ({ query: { keyUnitId }, request }) => ({
		plans: await plans.list(request.identity, keyUnitId === undefined ? {} : { keyUnitId }),
	}));
	addRoute(app, ROUTES.addPlan, ({ body, request }) => plans.add({ ...body, approvedBy: null }, readCaller(request)), {
		...large,
		status: 201,
	});
	addRoute(
		app,
		ROUTES.changePlan,
		({ params, body, request }) => plans.change(params.id, body, readCaller(request)),
		large,
	);
	addRoute(app, ROUTES.removePlan, async ({ params, request }) => {
		await plans.remove(params.id, readCaller(request));
		return null;
	});

	const tasks = createRecordDesk(store, createTaskRules(ruleParts));
	addRoute(app, ROUTES.tasks, async ({ request }) => ({ tasks: await tasks.list(request.identity) }));
	addRoute(app, ROUTES.addTask, ({ body, request }) => tasks.add({ ...body, reports: [] }, readCaller(request)), {
		status: 201,
	});
	addRoute(app, ROUTES.changeTask, ({ params, body, request }) => tasks.change(params.id, body, readCaller(request)));
	addRoute(app, ROUTES.reportTask, ({ params, body, request }) =>
		reportTask(store, params.id, body, readCaller(request)),
	);

	const drawings = createDrawingDesk(store, projector, createDrawingRules(ruleParts));
	addRoute(app, ROUTES.drawings, async ({ request }) => ({ drawings: await drawings.list(request.identity) }));
	addRoute(app, ROUTES.addDrawing, ({ body, request }) => drawings.add(body, readCaller(request)), {
		...large,
		status: 201,
	});
	addRoute(
		app,
		ROUTES.changeDrawing,
		({ params, body, request }) => drawings.change(params.id, body, readCaller(request)),
		large,
	);
	addRoute(app, ROUTES.removeDrawing, async ({ params, request }) => {
		await drawings.remove(params.id, readCaller(request));
		return null;
	});
}
