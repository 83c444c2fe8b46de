import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DueVehicle, Force } from '../../../domain/alert/force.ts';
import { BasisTag } from '../../ui/basis-tag.tsx';
import { formatArrival, pickName } from '../../ui/format.ts';
import { BasisButton } from '../../ui/reasoning.tsx';
import { useCompact } from '../../ui/use-compact.ts';
import { useLanguage } from '../../ui/use-language.ts';
import { LevelChip } from '../level-chip.tsx';
import { groupByType, sayHole, sayHoleShort, sayMissing, sayMoveUp, sayReasons, sayVehicles } from './say-force.ts';
import { VehiclePlate } from './vehicle-plate.tsx';
import './force-tiles.css';

/** What of a station's vehicles is sent: plates by kind; which, and when each comes, in the tooltip. */
export function SentVehicles({ vehicles }: { readonly vehicles: readonly DueVehicle[] }) {
	const { t, i18n } = useTranslation();
	if (vehicles.length === 0) return <span className="dim">{t('force.notSent')}</span>;
	return (
		<span className="force-plates">
			{groupByType(vehicles).map(({ type, vehicles: same }) => (
				<VehiclePlate key={type} type={type} count={same.length} title={sayVehicles(i18n, same)} />
			))}
		</span>
	);
}

/** A vehicle beyond the card that the place asks for: a dashed tile with its reason. `more`: how many others are suggested. */
export function SuggestedTile({ force, more }: { readonly force: Force; readonly more: number }) {
	const { t, i18n } = useTranslation();
	const language = useLanguage();
	const [first, ...rest] = force.suggested;
	const basis = force.sources.arrival;
	if (!first || !basis) return null;
	const reason = sayReasons(i18n, first.reasons);
	const arrival = `${t('force.about')} ${formatArrival(first.arrivalS)}`;
	const inputs = { ...basis.inputs, model: first.model, plate: first.plate, distanceM: first.distanceM };
	return (
		<article className="card route route--suggested" data-suggested={first.model}>
			<header className="route__head">
				<VehiclePlate type={first.type} model={first.model} />
				<span className="route__kind ellipsis">
					{pickName(first.stationName, first.stationNameEn, language) ?? first.stationId}
				</span>
			</header>
			<p className="route__arrival">
				<BasisButton
					className="route__figure"
					label={t('force.suggested')}
					value={`${first.model} ${arrival}`}
					sourced={{ ...basis, inputs }}
				>
					<span className="route__label">{t('force.suggested')}</span> <b>{arrival}</b> <BasisTag basis="computed" />
				</BasisButton>
			</p>
			<footer className="route__foot">
				<span className="soft ellipsis" title={reason}>
					{reason}
				</span>
				{more > 0 && (
					<span
						className="dim"
						title={rest
							.map((one) => `${one.model} ${formatArrival(one.arrivalS)} ${sayReasons(i18n, one.reasons)}`)
							.join('\n')}
					>
						{`+${more}`}
					</span>
				)}
			</footer>
		</article>
	);
}

/**
 * Level, card and what is left elsewhere: level proposed against set, how many are sent and what is missing, vehicles of stations that have no
 * tile, the hole and the move-up. Two lines in a small window. `stationIds`: stations with a tile.
 */
export function ForceSummary({
	force,
	stationIds,
}: {
	readonly force: Force;
	readonly stationIds: ReadonlySet<string>;
}) {
	const isCompact = useCompact();
	return isCompact ? (
		<div className="card force-summary" data-graded={force.level.set !== null || undefined}>
			<div className="force-summary__line">
				<LevelLine force={force} />
				<CardLine force={force} isShort />
			</div>
			<HoleLine force={force} />
		</div>
	) : (
		<div className="card force-summary">
			<div className="force-summary__line">
				<LevelLine force={force} />
				<Why force={force} />
			</div>
			<div className="force-summary__line">
				<CardLine force={force} isShort={false} />
				<Others vehicles={force.assigned.filter(({ stationId }) => !stationIds.has(stationId))} />
			</div>
			<HoleLine force={force} />
			<MoveUpLine force={force} />
		</div>
	);
}

function LevelLine({ force: { level, sources } }: { readonly force: Force }) {
	const { t, i18n } = useTranslation();
	const why = sayReasons(i18n, level.reasons);
	return (
		<>
			{sources.level && (
				<BasisButton className="route__figure" label={t('force.levelLabel')} value={why} sourced={sources.level}>
					<LevelChip level={level.proposed} /> <span className="route__label">{t('force.proposed')}</span>
					<BasisTag basis="estimated" />
				</BasisButton>
			)}
			{level.set === null && <span className="force-summary__ungraded dim">{t('force.notSet')}</span>}
			{level.set !== null && level.set !== level.proposed && (
				<span className="force-summary__set">
					<span className="route__label">{t('force.set')}</span> <LevelChip level={level.set} />
				</span>
			)}
		</>
	);
}

function Why({ force: { level } }: { readonly force: Force }) {
	const { i18n } = useTranslation();
	const why = sayReasons(i18n, level.reasons);
	return (
		<span className="soft ellipsis" title={why}>
			{why}
		</span>
	);
}

function CardLine({ force, isShort }: { readonly force: Force; readonly isShort: boolean }) {
	const { t, i18n } = useTranslation();
	const { card, assigned, missing, sources } = force;
	const cardName = t('force.cardOf', { object: t(`force.object.${card.object}`), level: card.level });
	const missed = missing.length > 0 ? sayMissing(i18n, missing) : null;
	const count = missing.reduce((sum, line) => sum + line.count, 0);
	return (
		<>
			{sources.card && (
				<BasisButton className="route__figure" label={t('force.card')} value={cardName} sourced={sources.card}>
					<span className="force-summary__sent">
						{assigned.length === 0 ? t('force.sentNone') : t('force.sent', { count: assigned.length })}
					</span>
					{!isShort && <span className="soft">{cardName}</span>}
					<BasisTag basis={card.verified ? 'registered' : 'estimated'} />
				</BasisButton>
			)}
			{missed && (
				<span className="route__verdict" title={missed}>
					<TriangleAlert size={16} strokeWidth={1.75} aria-hidden />
					<span className="ellipsis">{isShort ? t('force.missing', { list: count }) : missed}</span>
				</span>
			)}
		</>
	);
}

function Others({ vehicles }: { readonly vehicles: readonly DueVehicle[] }) {
	const { t } = useTranslation();
	if (vehicles.length === 0) return null;
	return (
		<>
			<span className="route__label">{t('force.also')}</span>
			<SentVehicles vehicles={vehicles} />
		</>
	);
}

/** The hole; what it names is lit on the map while its basis is shown. */
function HoleLine({ force }: { readonly force: Force }) {
	const { t, i18n } = useTranslation();
	const language = useLanguage();
	const { coverage, sources } = force;
	const isCompact = useCompact();
	const hole = sayHole(i18n, force, language);
	const moveUp = sayMoveUp(i18n, force, language);
	const hasHole = coverage !== null && coverage.holeRoadKm > 0;
	if (!sources.coverage) return null;
	return (
		<div className="force-summary__line">
			<BasisButton
				className="route__figure force-summary__hole"
				label={t('force.coverage')}
				value={hole}
				sourced={sources.coverage}
				geometry={hasHole ? { points: [], lines: [], polygons: coverage.polygons } : undefined}
			>
				{hasHole && <TriangleAlert size={16} strokeWidth={1.75} aria-hidden />}
				<span className="ellipsis" title={moveUp ? `${hole}\n${moveUp}` : hole}>
					{isCompact ? sayHoleShort(i18n, force, language) : hole}
				</span>
				<BasisTag basis={coverage === null ? 'unknown' : 'computed'} />
			</BasisButton>
		</div>
	);
}

function MoveUpLine({ force }: { readonly force: Force }) {
	const { t, i18n } = useTranslation();
	const language = useLanguage();
	if (force.coverage === null || force.coverage.holeRoadKm === 0) return null;
	const moveUp = sayMoveUp(i18n, force, language) ?? t('force.moveUpNone');
	return (
		<p className="soft ellipsis" title={moveUp}>
			{moveUp}
		</p>
	);
}
