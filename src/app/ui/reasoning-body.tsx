import { ListChecks, MapPinned } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackSource } from '../../domain/pack/manifest.ts';
import type { ServiceTable } from '../../domain/service/service-table.ts';
import { findAssumption } from '../i18n/say-assumption.ts';
import { findWord, sayNote } from '../i18n/say-code.ts';
import { sayInput } from '../i18n/say-input.ts';
import { BasisTag } from './basis-tag.tsx';
import { formatDate, formatNumber, formatTime } from './format.ts';
import type { Reasoned, ReasoningFacts } from './reasoning.tsx';

const CONFIDENCE = {
	unknown: 'none',
	measured: 'high',
	registered: 'high',
	computed: 'medium',
	norm: 'medium',
	estimated: 'low',
	said: 'low',
} as const;

interface ReasoningBodyProps {
	readonly reasoned: Reasoned;
	/** undefined = the city data names no such source. */
	readonly source: PackSource | undefined;
	readonly table: ServiceTable | null;
	readonly facts: ReasoningFacts | null;
	readonly onOpenAssumptions: ((id: string | null) => void) | undefined;
}

/** How one number came about: from its basis down to the rule, what went in, and the figures it was reckoned with. */
export function ReasoningBody({ reasoned, source, table, facts, onOpenAssumptions }: ReasoningBodyProps) {
	const { t, i18n } = useTranslation();
	const { label, value, sourced, geometry } = reasoned;
	const { ruleId, inputs = {}, assumptions = [] } = sourced;
	const isOurs = sourced.source === 'fengtu';
	const formula = ruleId && findWord(i18n, 'formula', ruleId);
	const clause = ruleId && findWord(i18n, 'clause', ruleId);
	const given = Object.entries(inputs);
	return (
		<>
			<h3 id="reasoning-title">
				{label} {value}
			</h3>
			<dl>
				<Fact name={t('value.basis')}>
					<BasisTag basis={sourced.basis} /> {t(`codes.basis.${sourced.basis}`)}
					<span className="dim"> · {t(`codes.confidence.${CONFIDENCE[sourced.basis]}`)}</span>
				</Fact>
				{ruleId && (
					<Fact name={t('reasoning.rule')}>
						<b>{ruleId}</b> {findWord(i18n, 'rule', ruleId)}
					</Fact>
				)}
				{clause && <Fact name={t('reasoning.clause')}>{clause}</Fact>}
				{formula && <Fact name={t('reasoning.formula')}>{formula}</Fact>}
				{sourced.note && <Fact name={t('value.note')}>{sayNote(i18n, sourced.note)}</Fact>}
				{given.length > 0 && (
					<Fact name={t('reasoning.inputs')}>
						<ul>
							{given.map(([name, input]) => {
								const said = sayInput(i18n, name, input);
								return (
									<li key={name}>
										{said.name} <b>{said.value}</b>
									</li>
								);
							})}
						</ul>
					</Fact>
				)}
				{assumptions.length > 0 && (
					<Fact name={t('reasoning.assumptions')}>
						<ul>
							{assumptions.map((id) => (
								<AssumptionLine key={id} id={id} table={table} onOpen={onOpenAssumptions} />
							))}
						</ul>
					</Fact>
				)}
				<Fact name={t('value.source')}>
					{isOurs ? t('value.ours') : (source?.title ?? t('value.sourceUnknown', { key: sourced.source }))}
				</Fact>
				{sourced.date !== null ? (
					<Fact name={t('value.date')}>{sourced.date}</Fact>
				) : (
					!isOurs && <Fact name={t('value.date')}>{t('value.noDate')}</Fact>
				)}
				{source && <SourceFacts source={source} />}
				{isOurs && facts && (
					<>
						<Fact name={t('reasoning.version')}>{facts.version}</Fact>
						<Fact name={t('reasoning.time')}>
							{formatDate(facts.computedAtMs)} {formatTime(facts.computedAtMs)}
						</Fact>
					</>
				)}
			</dl>
			{(geometry || onOpenAssumptions) && (
				<div className="reasoning__foot">
					{geometry && (
						<span className="soft">
							<MapPinned size={16} strokeWidth={1.75} aria-hidden /> {t('reasoning.onMap')}
						</span>
					)}
					{onOpenAssumptions && (
						<button type="button" className="btn btn--link" onClick={() => onOpenAssumptions(null)}>
							<ListChecks size={16} strokeWidth={1.75} aria-hidden /> {t('reasoning.allAssumptions')}
						</button>
					)}
				</div>
			)}
		</>
	);
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
	return (
		<>
			<dt>{name}</dt>
			<dd>{children}</dd>
		</>
	);
}

interface AssumptionLineProps {
	readonly id: string;
	readonly table: ServiceTable | null;
	readonly onOpen: ((id: string) => void) | undefined;
}

function AssumptionLine({ id, table, onOpen }: AssumptionLineProps) {
	const { t, i18n } = useTranslation();
	const said = findAssumption(i18n, id, table);
	if (!said) return <li>{id}</li>;
	return (
		<li>
			{onOpen ? (
				<button type="button" className="btn btn--link" onClick={() => onOpen(id)}>
					{said.name}
				</button>
			) : (
				said.name
			)}{' '}
			<b>{said.value}</b>
			<span className="reasoning__source">
				<span data-state={said.state}>{t(`assumptions.state.${said.state}`)}</span> · {said.source}
			</span>
		</li>
	);
}

function SourceFacts({ source }: { readonly source: PackSource }) {
	const { t } = useTranslation();
	return (
		<>
			{source.licence && <Fact name={t('value.licence')}>{source.licence}</Fact>}
			<Fact name={t('value.read')}>
				{t('value.kept', {
					kept: formatNumber(source.kept),
					read: formatNumber(source.read),
					repaired: formatNumber(source.repaired),
					refused: formatNumber(source.refused),
				})}
				{source.synthetic && <div className="hatched">{t('value.syntheticSource')}</div>}
			</Fact>
		</>
	);
}
