import { useTranslation } from 'react-i18next';
import type { Supply } from '../../../domain/alert/supply.ts';
import type { Assessment } from '../../../domain/assessment.ts';
import { BasisTag } from '../../ui/basis-tag.tsx';
import { formatArrival, formatFlow, formatNumber, joinQuantity } from '../../ui/format.ts';
import { BasisButton } from '../../ui/reasoning.tsx';
import { plotBalance } from './plot-balance.ts';

const WIDTH = 360;
const HEIGHT = 88;
const EVENTS = ['arrived', 'connected', 'shuttle', 'tank-empty', 'end'] as const;

/** The balance of water over time: inflow, use, what is in the tanks; then the same as a table. */
export function WaterBalance({ supply, assessment }: { readonly supply: Supply; readonly assessment: Assessment }) {
	const { t } = useTranslation();
	const { balance, neededLps, shortFromS, durationS, bases } = supply;
	const end = balance.at(-1);
	if (!end || neededLps === null) return <p className="soft">{t('supply.noBalance')}</p>;
	const plot = plotBalance(balance, neededLps, WIDTH, HEIGHT);
	const says =
		shortFromS === null
			? t('supply.lasts', { end: formatArrival(end.atS), duration: formatArrival(durationS) })
			: t('supply.runsShort', { at: formatArrival(shortFromS) });
	const flow = (lps: number) => joinQuantity(formatFlow(lps));
	return (
		<figure className="balance" aria-label={t('supply.chart')}>
			<figcaption>
				<b className={shortFromS === null ? undefined : 'warn'}>{says}</b>
				{bases.balance && (
					<BasisButton className="row-value" label={t('supply.overTime')} value={says} sourced={bases.balance}>
						<BasisTag basis={bases.balance.basis} />
					</BasisButton>
				)}
			</figcaption>
			<svg
				className="balance__chart"
				viewBox={`-4 -4 ${WIDTH + 8} ${HEIGHT + 8}`}
				role="img"
				aria-label={t('supply.chartSays', {
					least: sayTonnes(Math.min(...balance.map(({ storedL }) => storedL))),
					end: formatArrival(end.atS),
					inflow: flow(end.inflowLps),
					outflow: flow(end.outflowLps),
				})}
			>
				<path className="balance__stored" d={plot.stored} />
				<path className="balance__needed" d={`M0 ${plot.neededY}H${WIDTH}`} />
				<path className="balance__inflow" d={plot.inflow} />
				<path className="balance__outflow" d={plot.outflow} />
				<path className="balance__axis" d={`M0 0V${HEIGHT}H${WIDTH}`} />
				{shortFromS !== null && (
					<path className="balance__short" d={`M${(shortFromS / plot.endS) * WIDTH} 0V${HEIGHT}`} />
				)}
			</svg>
			<ul className="balance__legend">
				<Key line="inflow" words={t('supply.inflow')} />
				<Key line="outflow" words={t('supply.outflow')} />
				<Key line="needed" words={`${t('supply.needed')} ${flow(neededLps)}`} />
				<Key line="stored" words={`${t('supply.stored')} ≤ ${sayTonnes(plot.mostStoredL)}`} />
			</ul>
			<BalanceTable supply={supply} assessment={assessment} />
		</figure>
	);
}

function Key({ line, words }: { readonly line: string; readonly words: string }) {
	return (
		<li>
			<svg width="20" height="8" viewBox="0 0 20 8" aria-hidden="true">
				<path className={`balance__${line}`} d={line === 'stored' ? 'M0 0H20V8H0Z' : 'M0 4H20'} />
			</svg>
			{words}
		</li>
	);
}

function BalanceTable({ supply, assessment }: { readonly supply: Supply; readonly assessment: Assessment }) {
	const { t } = useTranslation();
	const plates = new Map(assessment.force?.assigned.map(({ vehicleId, plate }) => [vehicleId, plate]));
	return (
		<table className="balance__table">
			<thead>
				<tr>
					<th scope="col">{t('supply.time')}</th>
					<th scope="col">{t('supply.event')}</th>
					<th scope="col">{t('supply.inflow')} L/s</th>
					<th scope="col">{t('supply.outflow')} L/s</th>
					<th scope="col">{t('supply.stored')} t</th>
				</tr>
			</thead>
			<tbody>
				{supply.balance.map(({ atS, event, vehicleId, inflowLps, outflowLps, storedL }) => {
					const known = EVENTS.find((one) => one === event);
					const plate = vehicleId === null ? '' : (plates.get(vehicleId) ?? vehicleId);
					return (
						<tr key={`${atS} ${event} ${vehicleId}`}>
							<td>{formatArrival(atS)}</td>
							<td>{known ? t(`supply.events.${known}`, { plate }) : event}</td>
							<td>{formatNumber(inflowLps)}</td>
							<td>{formatNumber(outflowLps)}</td>
							<td>{formatNumber(storedL / 1000, 1)}</td>
						</tr>
					);
				})}
			</tbody>
		</table>
	);
}

function sayTonnes(litres: number): string {
	return `${formatNumber(litres / 1000, 1)} t`;
}
