import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Snapper } from '../../../client/snapper.ts';
import type { MeasuredBuildingFacts, MeasuredSide } from '../../../domain/measure.ts';
import { sayError } from '../../i18n/say-code.ts';
import { useMeasure, useServices } from '../../state/services.ts';
import { BasisTag } from '../../ui/basis-tag.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Notice, Skeleton } from '../../ui/states.tsx';
import { formatError, formatMeasured, joinMeasured } from './format-measure.ts';
import { useSideWord } from './use-side-word.ts';

type Facts = { readonly state: 'loading' | 'none' | 'failed'; readonly error?: unknown } | MeasuredBuildingFacts;

/** All measures of the picked building in one table, without drawing. */
export function BuildingMeasures({ snapper }: { readonly snapper: Snapper | null }) {
	const { t, i18n } = useTranslation();
	const fid = useMeasure((state) => state.fid);
	const isMissed = useMeasure((state) => state.isMissed);
	const isUnanswered = useMeasure((state) => state.isUnanswered);
	const facts = useFacts(snapper, fid);
	if (fid === null) {
		return (
			<p role="status">
				{t('measure.hint.building')}
				{isMissed && <span className="dim"> · {t('measure.problem.no-building')}</span>}
				{isUnanswered && <span className="warn"> · {t('measure.unanswered')}</span>}
			</p>
		);
	}
	if (!('state' in facts)) return <FactsTable facts={facts} />;
	if (facts.state === 'loading') return <Skeleton label={t('measure.reading')} />;
	if (facts.state === 'none') return <p role="status">{t('measure.building.none')}</p>;
	const { title, detail, code } = sayError(i18n, facts.error);
	return <Notice title={title} detail={detail} code={code} />;
}

function useFacts(snapper: Snapper | null, fid: number | null): Facts {
	const [facts, setFacts] = useState<Facts>({ state: 'loading' });
	useEffect(() => {
		setFacts({ state: 'loading' });
		if (!snapper || fid === null) return;
		const asked = new AbortController();
		snapper.describe(fid, asked.signal).then(
			(found) => !asked.signal.aborted && setFacts(found ?? { state: 'none' }),
			(error: unknown) => !asked.signal.aborted && setFacts({ state: 'failed', error }),
		);
		return () => asked.abort();
	}, [snapper, fid]);
	return facts;
}

function FactsTable({ facts }: { readonly facts: MeasuredBuildingFacts }) {
	const { t } = useTranslation();
	const { heightM, heightErrorM, heightBasis, footprintM2, footprintErrorM2, perimeterM, perimeterErrorM } = facts;
	const rows = [
		{ name: 'height', value: heightM, error: heightErrorM, unit: 'm' },
		{ name: 'footprint', value: footprintM2, error: footprintErrorM2, unit: 'm2' },
		{ name: 'perimeter', value: perimeterM, error: perimeterErrorM, unit: 'm' },
	] as const;
	return (
		<section className="measure-building" aria-label={t('measure.building.title')}>
			<dl className="measure-parts">
				{rows.map(({ name, value, error, unit }) => (
					<div key={name}>
						<dt>{t(`measure.building.${name}`)}</dt>
						<dd>
							{value === null
								? t('measure.problem.height-unknown')
								: joinMeasured(formatMeasured(value, unit, name === 'height' ? 'height' : undefined))}
							{value !== null && error !== null && (
								<small className="dim"> {t('measure.about', { error: formatError(error, unit, value) })}</small>
							)}
							{name === 'height' && <BasisTag basis={heightBasis} />}
						</dd>
					</div>
				))}
			</dl>
			<table className="measure-sides">
				<caption className="visually-hidden">{t('measure.building.sides')}</caption>
				<thead>
					<tr>
						<th scope="col">{t('measure.building.side')}</th>
						<th scope="col">{t('measure.building.facing')}</th>
						<th scope="col">{t('measure.building.length')}</th>
						<th scope="col">{t('measure.building.facade')}</th>
						<th scope="col">{t('measure.building.width')}</th>
					</tr>
				</thead>
				<tbody>
					{facts.sides.map((side) => (
						<SideRow key={side.id} side={side} facts={facts} />
					))}
				</tbody>
			</table>
			<p className="dim">
				{t('measure.building.lengthError', {
					length: formatError(facts.lengthErrorM, 'm'),
					width: formatError(facts.widthErrorM, 'm'),
				})}
			</p>
		</section>
	);
}

/** A side; pointing at it or focusing it shows it on the map. */
function SideRow({ side, facts }: { readonly side: MeasuredSide; readonly facts: MeasuredBuildingFacts }) {
	const { t } = useTranslation();
	const { measure } = useServices();
	const saySide = useSideWord();
	const { id, bearingDeg, lengthM, facadeM2, clearWidthM, searchM, line } = side;
	const show = () => {
		const snap = { kind: 'facade', buildingId: facts.id } as const;
		const foot = line.map(({ lon, lat }) => ({ lon, lat, heightM: 0, snap }));
		const top = foot.map((point) => ({ ...point, heightM: facts.heightM ?? 0 })).reverse();
		measure.setState({
			pointed: { id: `side-${id}`, kind: 'facade-area', points: [...foot, ...top], label: null, rank: 0 },
		});
	};
	const hide = () => measure.setState({ pointed: null });
	return (
		<tr onPointerEnter={show} onPointerLeave={hide}>
			<th scope="row">
				<button type="button" className="btn btn--link" onFocus={show} onBlur={hide}>
					{id}
				</button>
			</th>
			<td>{saySide(bearingDeg)}</td>
			<td>{formatNumber(lengthM, 2)}</td>
			<td>{facadeM2 === null ? t('measure.unknown') : formatNumber(facadeM2)}</td>
			<td>
				{clearWidthM === null
					? t('measure.building.widthOpen', { searchM: formatNumber(searchM) })
					: formatNumber(clearWidthM, 2)}
			</td>
		</tr>
	);
}
