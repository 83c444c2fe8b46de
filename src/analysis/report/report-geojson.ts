import type { Track } from '../../domain/records/track.ts';
import type { AfterAction } from '../../domain/report/after-action.ts';
import type { ReportFeature, ReportGeojson } from '../../domain/report/report-geojson.ts';

/**
 * What of a report lies on a map: the incident, marks, measurements, notes with a place, tracks of vehicles. A track of one position is a
 * point; times are ISO 8601, UTC. Cost: linear.
 */
export function toReportGeojson(report: AfterAction, tracks: readonly Track[]): ReportGeojson {
	const { incident, marks, measurements, notes, madeAtMs, hasDemo } = report;
	const { id, lon, lat, type, level, createdAtMs, closedAtMs } = incident;
	const features: ReportFeature[] = [
		feature(id, 'incident', point([lon, lat]), {
			type,
			level,
			address: incident.given.address,
			raisedAt: iso(createdAtMs),
			closedAt: iso(closedAtMs),
			buildingId: report.target?.id ?? null,
			heightM: report.target?.heightM ?? null,
		}),
		...marks.map(({ id: markId, geometry, symbol, label, phase, headingDeg, floor, truck, byName, createdAtMs: at }) =>
			feature(markId, 'mark', geometry, {
				...{ symbol, label, phase, headingDeg, floor, byName, drawnAt: iso(at) },
				...{ truckModel: truck?.model ?? null, unitId: truck?.unitId ?? null },
			}),
		),
		...measurements.map(({ id: measureId, points, value, error, kind: measured, name, datum }) =>
			feature(measureId, 'measurement', lineOrPoint(points.map((at) => [at.lon, at.lat, at.heightM])), {
				...{ measured, name, value, error, datum },
			}),
		),
		...notes.flatMap(({ id: noteId, place, text, kind: noteKind, atMs, byName }) =>
			place === null
				? []
				: [feature(noteId, 'note', point([place.lon, place.lat]), { noteKind, text, byName, at: iso(atMs) })],
		),
		...tracks
			.filter(({ samples }) => samples.length > 0)
			.map(({ unitId, plate, type: vehicleType, demo, samples }) =>
				feature(unitId, 'track', lineOrPoint(samples.map(([, trackLon, trackLat]) => [trackLon, trackLat])), {
					...{ plate, vehicleType, demo, times: samples.map(([atMs]) => iso(atMs)) },
				}),
			),
	];
	return { type: 'FeatureCollection', incidentId: id, madeAt: new Date(madeAtMs).toISOString(), hasDemo, features };
}

function feature(
	id: string,
	kind: ReportFeature['properties']['kind'],
	geometry: ReportFeature['geometry'],
	properties: Readonly<Record<string, unknown>>,
): ReportFeature {
	return { type: 'Feature', id, geometry, properties: { kind, ...properties } };
}

function point(coordinates: readonly number[]): ReportFeature['geometry'] {
	return { type: 'Point', coordinates };
}

function lineOrPoint(positions: readonly (readonly number[])[]): ReportFeature['geometry'] {
	const [first] = positions;
	if (positions.length === 1 && first) return point(first);
	return { type: 'LineString', coordinates: positions };
}

function iso(atMs: number | null): string | null {
	return atMs === null ? null : new Date(atMs).toISOString();
}
