import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Supply, SupplySource } from '../../../domain/alert/supply.ts';
import type { WaterInReach } from '../../../domain/assessment.ts';
import { sayReason } from '../../i18n/say-code.ts';
import { useServices } from '../../state/services.ts';
import { BasisTag } from '../../ui/basis-tag.tsx';
import { formatDistance, formatFlow, joinQuantity } from '../../ui/format.ts';
import { BasisButton } from '../../ui/reasoning.tsx';
import { WaterSymbol } from '../../ui/symbols.tsx';
import { useCompact } from '../../ui/use-compact.ts';
import { useLightOn } from '../use-light-on.ts';
import { walkRows } from '../walk-rows.ts';
import { hoseSourced, litHose, sourceFlow } from './water-values.tsx';

const SHOWN_FIRST = 6;
const SHOWN_FIRST_COMPACT = 4;

interface WaterRowsProps {
	readonly water: readonly WaterInReach[];
	/** null = older records: straight distances and flows on file. */
	readonly supply: Supply | null;
}

/** The sources, by the way of their hose; what is not counted says why. */
export function WaterRows({ water, supply }: WaterRowsProps) {
	const { t } = useTranslation();
	const [all, setAll] = useState(false);
	const first = useCompact() ? SHOWN_FIRST_COMPACT : SHOWN_FIRST;
	const byId = new Map(water.map((source) => [source.id, source]));
	const rows = supply
		? supply.sources.flatMap((supplied) => {
				const source = byId.get(supplied.id);
				return source ? [{ source, supplied }] : [];
			})
		: water.map((source) => ({ source, supplied: null }));
	const rest = rows.length - first;
	return (
		<>
			<ul className="rows rows--tight" onKeyDown={walkRows}>
				{rows.slice(0, all ? undefined : first).map(({ source, supplied }) => (
					<li key={source.id} className="row water-row" data-water={source.id}>
						<SourceName source={source} />
						{supplied && supply ? (
							<SuppliedEnd source={source} supplied={supplied} supply={supply} />
						) : (
							<FiledEnd source={source} />
						)}
					</li>
				))}
			</ul>
			{rest > 0 && (
				<button type="button" className="btn btn--link" aria-expanded={all} onClick={() => setAll(!all)}>
					{all ? t('water.fewer') : t('water.more', { count: rest })}
				</button>
			)}
		</>
	);
}

/** Symbol and id; pressed, it is shown on the map. */
function SourceName({ source: { id, kind, state, lon, lat } }: { readonly source: WaterInReach }) {
	const { t } = useTranslation();
	const { selection } = useServices();
	const light = useLightOn({ points: [[lon, lat]], lines: [], polygons: [] });
	return (
		<button
			type="button"
			data-stop
			{...light}
			className="water-row__name"
			title={`${id} ${t(`codes.waterKind.${kind}`)} ${t(`codes.waterState.${state}`)}`}
			onClick={() => selection.setState({ selected: { kind: 'water', id, lon, lat } })}
		>
			<WaterSymbol kind={kind} state={state} />
			<span className="ellipsis">
				{id}{' '}
				{state === 'stale' ? (
					<span className="warn">{t('codes.waterState.stale')}</span>
				) : (
					!kind.startsWith('hydrant') && <span className="soft">{t(`codes.waterKind.${kind}`)}</span>
				)}
			</span>
		</button>
	);
}

interface SuppliedEndProps {
	readonly source: WaterInReach;
	readonly supplied: SupplySource;
	readonly supply: Supply;
}

function SuppliedEnd({ source, supplied, supply }: SuppliedEndProps) {
	const { t, i18n } = useTranslation();
	const { id, hoseM, lengths, lines, flowLps, limitedBy, relayPumps, counted, why } = supplied;
	const hose =
		hoseM === null
			? t('supply.noWay')
			: lengths === 0
				? t('supply.inTarget')
				: t((lines ?? 1) > 1 ? 'supply.hoseLines' : 'supply.hose', {
						distance: joinQuantity(formatDistance(hoseM)),
						count: lengths ?? 0,
						lines,
					});
	const flow = flowLps === null ? t('value.unknown') : joinQuantity(formatFlow(flowLps));
	const geometry = litHose(supplied);
	const limits = [
		...(limitedBy ? [t(`supply.limitedBy.${limitedBy}`)] : []),
		...(relayPumps ? [t('supply.relayHint', { count: relayPumps })] : []),
	].join(' · ');
	const flowSourced = sourceFlow(supply, supplied, source);
	return (
		<>
			<BasisButton
				className="row-value"
				label={t('supply.hoseOf', { id })}
				value={hose}
				sourced={hoseSourced(supply, supplied)}
				{...(geometry && { geometry })}
			>
				<b>{hose}</b>
			</BasisButton>
			<BasisButton
				className="row-value water-row__flow"
				label={t('supply.flowOf', { id })}
				value={flow}
				sourced={flowSourced}
				{...(geometry && { geometry })}
			>
				{counted ? (
					<>
						<b className="water-figure">{flow}</b>
						<span className="ellipsis" title={limits}>
							{relayPumps ? t('supply.relay', { count: relayPumps }) : limits}
						</span>
						<BasisTag basis={flowSourced.basis} />
					</>
				) : (
					<span className="ellipsis" title={why ? sayReason(i18n, why) : undefined}>
						{why ? sayReason(i18n, why) : flow}
					</span>
				)}
			</BasisButton>
		</>
	);
}

function FiledEnd({ source: { state, distanceM, flowLps } }: { readonly source: WaterInReach }) {
	const { t } = useTranslation();
	return (
		<>
			<b className="source__distance">{joinQuantity(formatDistance(distanceM))}</b>
			<span className="source__end">
				{state === 'ok' ? (
					<>
						{flowLps === null ? t('water.flowUnknown') : joinQuantity(formatFlow(flowLps))}
						<BasisTag basis={flowLps === null ? 'unknown' : 'registered'} />
					</>
				) : (
					t(`codes.waterState.${state}`)
				)}
			</span>
		</>
	);
}
