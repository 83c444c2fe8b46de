import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseCrs } from '../../../domain/geo/crs.ts';
import { createFromWgs84 } from '../../../domain/geo/from-wgs84.ts';
import type { MeasurePoint } from '../../../domain/records/measurement.ts';

/** Datums in which coordinates are told; the projected one is the national grid's zone of Dongguan. */
const SYSTEMS = { wgs84: 'wgs84', gcj02: 'gcj02', bd09: 'bd09', cgcs2000: 'EPSG:4547' } as const;
type System = keyof typeof SYSTEMS;

/** Coordinates of the points of a measure, in the datum that is chosen. */
export function PointList({ points }: { readonly points: readonly MeasurePoint[] }) {
	const { t } = useTranslation();
	const [system, setSystem] = useState<System>('wgs84');
	const convert = useMemo(() => createFromWgs84(parseCrs(SYSTEMS[system])), [system]);
	if (points.length === 0) return null;
	const isMetres = system === 'cgcs2000';
	const places = convert(Float64Array.from(points.flatMap(({ lon, lat }) => [lon, lat])));
	return (
		<details className="measure-points">
			<summary>
				{t('measure.coordinates')} ({points.length})
			</summary>
			<label className="measure-points__system">
				<span className="dim">{t('measure.coordinatesIn')}</span>
				<select className="input" value={system} onChange={({ target }) => setSystem(target.value as System)}>
					{(Object.keys(SYSTEMS) as System[]).map((name) => (
						<option key={name} value={name}>
							{t(`measure.crs.${name}`)}
						</option>
					))}
				</select>
			</label>
			<ol>
				{points.map(({ lon, lat, heightM }, i) => {
					const [x, y] = [places[i * 2] as number, places[i * 2 + 1] as number];
					const at = Number.isFinite(x)
						? `${x.toFixed(isMetres ? 2 : 7)}, ${y.toFixed(isMetres ? 2 : 7)}`
						: t('measure.outside');
					// biome-ignore lint/suspicious/noArrayIndexKey: points have no name of their own, and two may be one place.
					return <li key={`${i} ${lon} ${lat} ${heightM}`}>{`${at}, ${heightM.toFixed(2)} m`}</li>;
				})}
			</ol>
		</details>
	);
}
