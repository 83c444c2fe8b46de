import { useTranslation } from 'react-i18next';
import { sayError } from '../../i18n/say-code.ts';
import { useSelection, useServices, useWaysState } from '../../state/services.ts';
import type { Way } from '../../state/way.ts';
import { listAskedVehicles } from '../../state/ways-store.ts';
import { BasisTag } from '../../ui/basis-tag.tsx';
import { formatArrival, formatDistance, formatNumber, joinQuantity, pickName } from '../../ui/format.ts';
import { Notice } from '../../ui/states.tsx';
import { useLanguage } from '../../ui/use-language.ts';
import { useAskedWays } from './use-ways.ts';
import { WayKey, WayVerdict } from './way-line.tsx';

/** What the route tool found: the ways, and how far the vehicle gets. */
export function AskedResult() {
	const { t, i18n } = useTranslation();
	const ways = useAskedWays();
	const asked = useWaysState((state) => state.asked);
	const hasIncident = useSelection((state) => state.incidentId !== null);
	const from = useWaysState((state) => state.ask.from);
	const to = useWaysState((state) => state.ask.to);
	if (asked.status === 'failed') {
		const { title, detail, code } = sayError(i18n, asked.error);
		return <Notice title={title} detail={detail} code={code} />;
	}
	return (
		<div className="asked" aria-live="polite" aria-busy={asked.status === 'loading'}>
			{(!from || !to) && <p className="soft">{t('routeTool.needEnds')}</p>}
			{ways.length > 0 && (
				<ul className="rows" aria-label={t('routeTool.result')}>
					{ways.map((way) => (
						<li key={way.id}>
							<WayRow way={way} />
						</li>
					))}
				</ul>
			)}
			{ways.length > 0 && hasIncident && <p className="dim">{t('routeTool.inPlace')}</p>}
			{asked.isochrone && <Bands />}
		</div>
	);
}

function WayRow({ way }: { way: Way }) {
	const { t } = useTranslation();
	const language = useLanguage();
	const { selection } = useServices();
	const isOpen = useSelection(({ selected }) => selected?.kind === 'way' && selected.id === way.id);
	const { arrivalS, distanceM } = way;
	return (
		<button
			type="button"
			className="row way-row"
			aria-current={isOpen}
			onClick={() =>
				selection.setState({ selected: { kind: 'way', id: way.id, lon: way.start.lon, lat: way.start.lat } })
			}
		>
			<WayKey number={way.number} />
			<span className="ellipsis">{pickName(way.name, way.nameEn, language)}</span>
			<span className="row__end">
				{arrivalS === null || distanceM === null ? (
					<b>{t('routes.noRoute')}</b>
				) : (
					<>
						{joinQuantity(formatDistance(distanceM))} <b>{formatArrival(arrivalS)}</b> <BasisTag basis="computed" />
					</>
				)}
			</span>
			<WayVerdict way={way} />
		</button>
	);
}

function Bands() {
	const { t, i18n } = useTranslation();
	const language = useLanguage();
	const isochrone = useWaysState((state) => state.asked.isochrone);
	const ask = useWaysState((state) => state.ask);
	if (!isochrone) return null;
	if (!isochrone.found) {
		return (
			<p className="soft">
				{isochrone.reason === null ? t('routes.noRoute') : i18n.t(`codes.noRoute.${isochrone.reason}`)}
			</p>
		);
	}
	const [vehicle] = listAskedVehicles(ask);
	return (
		<table className="bands" aria-label={t('routeTool.isochrone')}>
			<caption>
				{t('routeTool.isochrone')}
				{vehicle && ` · ${pickName(vehicle.name, vehicle.nameEn, language)}`} <BasisTag basis="computed" />
			</caption>
			<thead>
				<tr>
					<th scope="col">{t('routeTool.within')}</th>
					<th scope="col">{t('routeTool.roadKm')}</th>
					<th scope="col">{t('routeTool.areaKm2')}</th>
				</tr>
			</thead>
			<tbody>
				{isochrone.bands.map(({ minutes, roadKm, areaKm2 }, index) => (
					<tr key={minutes}>
						<td>
							<i className="band-key" data-band={index} aria-hidden /> {t('routeTool.minutes', { minutes })}
						</td>
						<td>{formatNumber(roadKm, 1)}</td>
						<td>{formatNumber(areaKm2, 1)}</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}
