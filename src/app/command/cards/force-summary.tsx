import { Map as MapIcon, TriangleAlert, Truck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DueVehicle, Force } from '../../../domain/alert/force.ts';
import type { Incident } from '../../../domain/incident.ts';
import { useServices, useUi } from '../../state/services.ts';
import { BasisTag } from '../../ui/basis-tag.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { BasisButton } from '../../ui/reasoning.tsx';
import { useCompact } from '../../ui/use-compact.ts';
import { useLanguage } from '../../ui/use-language.ts';
import { ErrorLine } from '../force/error-line.tsx';
import type { Fleet } from '../force/list-fleet.ts';
import type { SentUnit } from '../force/list-sent.ts';
import { MoveUpButton } from '../force/move-up-button.tsx';
import { OrderButton } from '../force/order-button.tsx';
import type { Assignment } from '../force/read-assignment.ts';
import { LevelChip } from '../level-chip.tsx';
import { SentVehicles } from './force-tiles.tsx';
import { sayHole, sayHoleShort, sayMissing, sayMoveUp, sayReasons } from './say-force.ts';
import './force-tiles.css';

interface ForceSummaryProps {
	readonly force: Force;
	readonly incident: Incident;
	readonly assignment: Assignment;
	readonly sent: readonly SentUnit[];
	readonly fleet: Fleet;
	/** Stations with a tile. */
	readonly stationIds: ReadonlySet<string>;
}

/**
 * Level, card and what is left elsewhere: level proposed against set, the order and what became of it, what is missing, vehicles of stations
 * that have no tile, the hole and the move-up. Two lines in a small window.
 */
export function ForceSummary({ force, incident, assignment, sent, fleet, stationIds }: ForceSummaryProps) {
	const isCompact = useCompact();
	const orders = (
		<span className="force-summary__orders">
			<OrderButton incident={incident} assignment={assignment} />
			<PanelButton />
		</span>
	);
	if (isCompact) {
		return (
			<div className="card force-summary" data-graded={force.level.set !== null || undefined}>
				<div className="force-summary__line">
					{sent.length > 0 ? <SentLine sent={sent} /> : <LevelLine force={force} />}
					<CardLine force={force} isShort sentCount={sent.length} />
					{orders}
				</div>
				<div className="force-summary__line">
					<ErrorLine />
					<HoleLine force={force} />
					<MoveUpButton force={force} fleet={fleet} />
				</div>
			</div>
		);
	}
	return (
		<div className="card force-summary">
			<div className="force-summary__line">
				<LevelLine force={force} />
				<Why force={force} />
				{orders}
			</div>
			<div className="force-summary__line">
				{sent.length > 0 && <SentLine sent={sent} />}
				<CardLine force={force} isShort={false} sentCount={sent.length} />
				<Others vehicles={force.assigned.filter(({ stationId }) => !stationIds.has(stationId))} />
			</div>
			<div className="force-summary__line">
				<ErrorLine />
				<HoleLine force={force} />
				<HoleSwitch force={force} />
			</div>
			<div className="force-summary__line">
				<MoveUpLine force={force} />
				<MoveUpButton force={force} fleet={fleet} />
			</div>
		</div>
	);
}

function PanelButton() {
	const { t } = useTranslation();
	const { ui } = useServices();
	const isOpen = useUi((state) => state.tool === 'force');
	return (
		<IconButton
			icon={Truck}
			label={t('forceBoard.edit')}
			shortcut="B"
			small
			expanded={isOpen}
			onClick={() => ui.setState({ tool: isOpen ? 'none' : 'force', layersOpen: false })}
		/>
	);
}

/** How many are out, and how far they are. */
function SentLine({ sent }: { readonly sent: readonly SentUnit[] }) {
	const { t } = useTranslation();
	const arrived = sent.filter(({ arrival }) => arrival.kind === 'arrived').length;
	const onRoad = sent.filter(({ state }) => state === '20' || state === '21').length;
	return (
		<span className="force-summary__sent" role="status">
			{t('forceBoard.sentOf', { count: sent.length })}
			{onRoad > 0 && ` · ${t('forceBoard.onRoadOf', { count: onRoad })}`}
			{arrived > 0 && ` · ${t('forceBoard.arrivedOf', { count: arrived })}`}
		</span>
	);
}

function LevelLine({ force: { level, sources } }: { readonly force: Force }) {
	const { t, i18n } = useTranslation();
	const why = sayReasons(i18n, level.reasons);
	return (
		<>
			{sources.level && (
				<BasisButton
					className="text-btn route__figure"
					label={t('force.levelLabel')}
					value={why}
					sourced={sources.level}
				>
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

interface CardLineProps {
	readonly force: Force;
	readonly isShort: boolean;
	readonly sentCount: number;
}

function CardLine({ force, isShort, sentCount }: CardLineProps) {
	const { t, i18n } = useTranslation();
	const { card, assigned, missing, sources } = force;
	const cardName = t('force.cardOf', { object: t(`force.object.${card.object}`), level: card.level });
	const missed = missing.length > 0 ? sayMissing(i18n, missing) : null;
	const count = missing.reduce((sum, line) => sum + line.count, 0);
	return (
		<>
			{sources.card && (!isShort || sentCount === 0) && (
				<BasisButton className="text-btn route__figure" label={t('force.card')} value={cardName} sourced={sources.card}>
					{sentCount === 0 && (
						<span className="force-summary__sent">
							{assigned.length === 0 ? t('force.sentNone') : t('force.sent', { count: assigned.length })}
						</span>
					)}
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
		<BasisButton
			className="text-btn route__figure force-summary__hole"
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
	);
}

/** Leaves the hole drawn on the map, or takes it off. */
function HoleSwitch({ force: { coverage } }: { readonly force: Force }) {
	const { t } = useTranslation();
	const { ui } = useServices();
	const isShown = useUi((state) => state.tactics.coverage);
	if (!coverage || coverage.holeRoadKm === 0) return null;
	return (
		<IconButton
			icon={MapIcon}
			label={t(isShown ? 'forceBoard.hideHole' : 'forceBoard.showHole')}
			small
			pressed={isShown}
			onClick={() => ui.setState(({ tactics }) => ({ tactics: { ...tactics, coverage: !isShown } }))}
		/>
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
