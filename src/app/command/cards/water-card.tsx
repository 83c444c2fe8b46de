import { Droplet, Droplets } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assessment, WaterInReach } from '../../../domain/assessment.ts';
import type { Sourced } from '../../../domain/building.ts';
import { useServices } from '../../state/services.ts';
import { BasisTag } from '../../ui/basis-tag.tsx';
import { Card } from '../../ui/card.tsx';
import { FindingRow, findFailedPart, findFindings } from '../../ui/finding-row.tsx';
import { formatDistance, formatFlow, joinQuantity } from '../../ui/format.ts';
import { EmptyState } from '../../ui/states.tsx';
import { WaterSymbol } from '../../ui/symbols.tsx';
import { useCompact } from '../../ui/use-compact.ts';
import { Value } from '../../ui/value.tsx';
import { FailedPart } from './failed-part.tsx';
import './lists.css';

const SHOWN_FIRST = 4;
const SHOWN_FIRST_COMPACT = 2;

/** Card 3: hydrants and other sources within 300 m, nearest first, with state, distance and flow; none is a result. */
export function WaterCard({ assessment }: { readonly assessment: Assessment }) {
	const { t } = useTranslation();
	const [all, setAll] = useState(false);
	const { water, findings } = assessment;
	const failed = findFailedPart(findings, 'water');
	const ok = water.filter(({ state }) => state === 'ok').length;
	const hydrants = water.filter(({ kind }) => kind.startsWith('hydrant'));
	const first = useCompact() ? SHOWN_FIRST_COMPACT : SHOWN_FIRST;
	const rest = water.length - first;
	return (
		<Card
			number={3}
			icon={Droplet}
			title={t('water.region')}
			answer={water.length > 0 && t('water.answer', { total: water.length, ok })}
		>
			{failed && <FailedPart finding={failed} />}
			{findFindings(findings, 'water').map((finding) => (
				<FindingRow key={finding.code} finding={finding} />
			))}
			{water.length > 0 && hydrants.length === 0 && (
				<p>
					<b>{t('water.noHydrant')}</b> <span className="soft">{t('water.noHydrantHint')}</span>
				</p>
			)}
			{water.length > 0 && <WaterValues assessment={assessment} />}
			{water.length > 0 && (
				<ul className="rows">
					{water.slice(0, all ? undefined : first).map((source) => (
						<li key={source.id}>
							<SourceRow source={source} />
						</li>
					))}
				</ul>
			)}
			{rest > 0 && (
				<button type="button" className="btn btn--link" aria-expanded={all} onClick={() => setAll(!all)}>
					{all ? t('water.fewer') : t('water.more', { count: rest })}
				</button>
			)}
			{water.length === 0 && !failed && (
				<EmptyState
					icon={Droplets}
					title={t('water.none')}
					hint={t(assessment.place === 'outside-city' ? 'target.outsideHint' : 'water.noneHint')}
				/>
			)}
		</Card>
	);
}

function WaterValues({ assessment: { water, target } }: { assessment: Assessment }) {
	const { t } = useTranslation();
	const usable = water.filter(({ state }) => state === 'ok');
	const nearest = usable[0] ?? water.find(({ state }) => state !== 'faulty');
	const flows = usable.flatMap(({ flowLps }) => (flowLps === null ? [] : [flowLps]));
	const sayNearest =
		nearest && nearest.state !== 'ok'
			? t('water.nearestUnsure', { state: t(`codes.waterState.${nearest.state}`) })
			: t('water.nearest');
	const missing = usable.length - flows.length;
	const measuredFrom = target ? 'straight-from-wall' : 'straight-from-point';
	const computed = (note: string | null, date: string | null): Sourced => ({
		basis: 'computed',
		source: 'fengtu',
		date,
		note,
	});
	return (
		<dl className="values values--two">
			<Value
				label={sayNearest}
				quantity={nearest ? formatDistance(nearest.distanceM) : null}
				sourced={
					nearest
						? computed(measuredFrom, nearest.testedOn)
						: { ...computed('none-known-to-work', null), basis: 'unknown' }
				}
			/>
			<Value
				label={t('water.available')}
				quantity={flows.length > 0 ? formatFlow(flows.reduce((sum, flow) => sum + flow, 0)) : null}
				remark={missing > 0 ? t('water.availableReason', { missing }) : undefined}
				sourced={
					flows.length > 0
						? computed('sum-of-known-flows', null)
						: { ...computed('no-flow-on-file', null), basis: 'unknown' }
				}
			/>
		</dl>
	);
}

function SourceRow({ source }: { source: WaterInReach }) {
	const { t } = useTranslation();
	const { selection } = useServices();
	const { id, kind, state, lon, lat, distanceM, flowLps } = source;
	return (
		<button
			type="button"
			className="row"
			data-water={id}
			onClick={() => selection.setState({ selected: { kind: 'water', id, lon, lat } })}
		>
			<WaterSymbol kind={kind} state={state} />
			<span className="grow ellipsis">
				{id} {!kind.startsWith('hydrant') && <span className="soft">{t(`codes.waterKind.${kind}`)}</span>}
			</span>
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
		</button>
	);
}
