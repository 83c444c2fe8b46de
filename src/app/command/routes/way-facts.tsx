import { Footprints, Route, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FIRE_ENGINE_EXEMPTIONS, type RouteExemptions } from '../../../domain/route.ts';
import { DEFAULT_TRAVEL_TABLE, findTravelBand } from '../../../domain/travel-table.ts';
import { DEFAULT_VEHICLE_PROFILE, type VehicleProfile } from '../../../domain/vehicle.ts';
import { findVehicleModel } from '../../../domain/vehicle-catalogue.ts';
import { saySaving } from '../../i18n/say-limit.ts';
import { useUi, useWaysState } from '../../state/services.ts';
import { useCurrentIncident } from '../../state/use-incident.ts';
import type { Way } from '../../state/way.ts';
import { BasisTag } from '../../ui/basis-tag.tsx';
import { formatArrival, formatDistance, formatExact, formatTime, joinQuantity, pickName } from '../../ui/format.ts';
import { BasisButton } from '../../ui/reasoning.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { useLanguage } from '../../ui/use-language.ts';
import { FactRow } from '../pick/fact-row.tsx';
import { LimitRows } from './limit-rows.tsx';
import { listRefusedSigns, listSigns } from './list-signs.ts';
import { OtherWays } from './other-ways.tsx';
import { RouteSteps } from './route-steps.tsx';
import { sayStop } from './say-way.ts';
import { useShownWays } from './use-ways.ts';
import { WayKey, WayVerdict } from './way-line.tsx';
import './way-facts.css';

/** All there is to one way: time, limits, steps, where it stops, what was refused and assumed, other ways. */
export function WayFacts({ id }: { readonly id: string }) {
	const { t } = useTranslation();
	const language = useLanguage();
	const way = useShownWays().find((shown) => shown.id === id);
	if (!way) return <EmptyState icon={Route} title={t('way.gone')} />;
	const passed = listSigns([way]);
	const found = way.geometry !== null && way.arrivalS !== null && way.distanceM !== null;
	return (
		<div className="way">
			<header className="way__head">
				<WayKey number={way.number} />
				<b className="grow">{pickName(way.name, way.nameEn, language) ?? t('routes.unnamed')}</b>
			</header>
			{found && way.arrivalS !== null && way.distanceM !== null && (
				<p className="way__figure">
					<BasisButton
						className="route__figure"
						label={t('routes.arrival')}
						value={formatArrival(way.arrivalS)}
						sourced={{ basis: 'computed', source: 'fengtu', date: null, note: 'turnout-and-travel' }}
					>
						<b>{formatArrival(way.arrivalS)}</b> <BasisTag basis="computed" />
					</BasisButton>
					<span className="soft">
						{joinQuantity(formatDistance(way.distanceM))}
						{way.travelS !== null &&
							way.arrivalS > way.travelS &&
							` · ${t('way.turnout', { time: formatArrival(way.arrivalS - way.travelS) })}`}
					</span>
				</p>
			)}
			{passed.length === 0 && <WayVerdict way={way} />}
			{passed.length > 0 && <LimitRows signs={passed} label={t('way.limits')} />}
			{way.refused && <Refused way={way} />}
			{way.stop && (
				<Part title={t('way.stop')}>
					<p className="way__stop">
						<Footprints size={18} strokeWidth={1.75} aria-hidden />
						<StopLines way={way} />
					</p>
				</Part>
			)}
			{way.steps.length > 0 && (
				<Part title={t('way.steps')}>
					<RouteSteps steps={way.steps} />
				</Part>
			)}
			{found && way.steps.length === 0 && <p className="dim">{t('way.recordedWithoutSteps')}</p>}
			<OtherWays way={way} />
			<Assumptions way={way} />
		</div>
	);
}

function Part({ title, children }: { title: string; children: ReactNode }) {
	return (
		<section className="way__part">
			<h3>{title}</h3>
			{children}
		</section>
	);
}

function StopLines({ way }: { way: Way }) {
	const { i18n } = useTranslation();
	const language = useLanguage();
	if (!way.stop) return null;
	return (
		<span>
			{sayStop(i18n, language, way.stop).map((line) => (
				<span key={line} className="way__line">
					{line}
				</span>
			))}
		</span>
	);
}

/** The way that this vehicle may not take, with what refuses it. */
function Refused({ way }: { way: Way }) {
	const { t, i18n } = useTranslation();
	if (!way.refused) return null;
	const { distanceM, durationS, fasterS } = way.refused;
	return (
		<Part title={t(fasterS === null ? 'way.leastViolation' : 'way.refused')}>
			<p className="way__refused">
				<TriangleAlert size={18} strokeWidth={1.75} aria-hidden />
				<span>
					<b>{saySaving(i18n, fasterS)}</b>{' '}
					<span className="soft">
						{joinQuantity(formatDistance(distanceM))} · {formatArrival(durationS)}
					</span>
				</span>
			</p>
			<LimitRows signs={listRefusedSigns([way])} label={t('way.refusedLimits')} />
		</Part>
	);
}

/** The vehicle a way is for, as it was asked; the alarm asks for the default one. */
function useAskedVehicle(way: Way): {
	readonly profile: VehicleProfile;
	readonly name: string | null;
	readonly exemptions: RouteExemptions;
	readonly departAtMs: number;
} {
	const language = useLanguage();
	const asking = useUi((state) => state.tool === 'route');
	const ask = useWaysState((state) => state.ask);
	const askedAtMs = useWaysState((state) => state.asked.departAtMs);
	const incident = useCurrentIncident();
	const model = asking ? findVehicleModel(way.id.split('/')[1] ?? '') : undefined;
	return {
		profile: model?.profile ?? DEFAULT_VEHICLE_PROFILE,
		name: model ? pickName(model.name, model.nameEn, language) : null,
		exemptions: asking ? ask.exemptions : FIRE_ENGINE_EXEMPTIONS,
		departAtMs: asking ? askedAtMs : (incident?.createdAtMs ?? 0),
	};
}

/** What the way is reckoned with: nothing of it was measured. */
function Assumptions({ way }: { way: Way }) {
	const { t } = useTranslation();
	const { profile, name, exemptions, departAtMs } = useAskedVehicle(way);
	const allowed = EXEMPTION_KEYS.filter((key) => exemptions[key]);
	return (
		<details>
			<summary>{t('way.assumed')}</summary>
			<dl className="rows">
				<FactRow
					label={t('way.vehicle')}
					value={`${name ?? t('way.defaultVehicle')} · ${t('way.size', {
						length: formatExact(profile.lengthM),
						width: formatExact(profile.widthM),
						height: formatExact(profile.heightM),
						mass: formatExact(profile.massT),
						radius: formatExact(profile.turningRadiusM),
					})}`}
				/>
				<FactRow
					label={t('way.departs')}
					value={`${formatTime(departAtMs)} · ${t(`codes.band.${findTravelBand(DEFAULT_TRAVEL_TABLE, departAtMs)}`)}`}
				/>
				<FactRow
					label={t('way.exemptions')}
					value={
						allowed.length === 0
							? t('way.noExemptions')
							: allowed.map((key) => t(`codes.exemption.${key}`)).join(t('way.comma'))
					}
				/>
				<FactRow
					label={t('way.speeds')}
					value={
						<>
							<BasisTag basis="estimated" /> {t('way.speedsAssumed')}
						</>
					}
				/>
			</dl>
		</details>
	);
}

/** The exemptions in the order of the form. */
export const EXEMPTION_KEYS = [
	'busRoads',
	'restrictedAccess',
	'gates',
	'hgvBans',
	'contraflow',
	'turnRestrictions',
] as const satisfies readonly (keyof RouteExemptions)[];
