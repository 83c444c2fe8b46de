import { Printer, Search } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServiceTable } from '../../../domain/service/service-table.ts';
import { type AssumptionState, listAssumptions, type SaidAssumption } from '../../i18n/say-assumption.ts';
import { findWord } from '../../i18n/say-code.ts';
import { useServices, useUi } from '../../state/services.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState, Notice } from '../../ui/states.tsx';
import { filterAssumptions, listRuleIds } from './filter-assumptions.ts';
import { useServiceTable } from './use-service-table.ts';
import './assumptions.css';

const STATES: readonly AssumptionState[] = ['to-confirm', 'changed', 'confirmed', 'verified'];

/** Every figure that the rules reckon with, by rule, with where it comes from and whether somebody stands for it. Prints. */
export function AssumptionsDialog() {
	const asked = useUi((state) => state.assumptions);
	return asked && <AssumptionsTable id={asked.id} />;
}

function AssumptionsTable({ id }: { readonly id: string | null }) {
	const { t } = useTranslation();
	const { ui } = useServices();
	const { table, failed } = useServiceTable();
	const close = () => ui.setState({ assumptions: null });
	return (
		<Dialog title={t('assumptions.title')} closeLabel={t('assumptions.close')} wide onClose={close}>
			<p className="soft">{t('assumptions.intro')}</p>
			{failed && <Notice title={t('assumptions.unread')} />}
			<Filtered table={table} id={id} />
		</Dialog>
	);
}

function Filtered({ table, id }: { readonly table: ServiceTable | null; readonly id: string | null }) {
	const { t, i18n } = useTranslation();
	const [query, setQuery] = useState('');
	const [ruleId, setRuleId] = useState('');
	const [state, setState] = useState<AssumptionState | ''>('');
	const all = useMemo(() => listAssumptions(i18n, table), [i18n, i18n.language, table]);
	const shown = filterAssumptions(all, { query, ruleId, state });
	const open = all.filter((said) => said.state === 'to-confirm').length;
	return (
		<>
			<div className="assumptions__tools">
				<label className="assumptions__search">
					<Search size={16} strokeWidth={1.75} aria-hidden />
					<input
						className="input"
						type="search"
						data-first={id === null || undefined}
						placeholder={t('assumptions.search')}
						aria-label={t('assumptions.search')}
						value={query}
						onChange={({ target }) => setQuery(target.value)}
					/>
				</label>
				<select
					className="input"
					aria-label={t('assumptions.rules')}
					value={ruleId}
					onChange={({ target }) => setRuleId(target.value)}
				>
					<option value="">{t('assumptions.allRules')}</option>
					{listRuleIds(all).map((rule) => (
						<option key={rule} value={rule}>
							{rule} {findWord(i18n, 'rule', rule)}
						</option>
					))}
				</select>
				<select
					className="input"
					aria-label={t('assumptions.stateHead')}
					value={state}
					onChange={({ target }) => setState(STATES.find((one) => one === target.value) ?? '')}
				>
					<option value="">{t('assumptions.allStates')}</option>
					{STATES.map((one) => (
						<option key={one} value={one}>
							{t(`assumptions.state.${one}`)}
						</option>
					))}
				</select>
				<button type="button" className="btn" onClick={() => print()}>
					<Printer size={16} strokeWidth={1.75} aria-hidden />
					{t('assumptions.print')}
				</button>
			</div>
			<p className="dim" role="status">
				{t('assumptions.count', { shown: shown.length, total: all.length, open })}
			</p>
			{shown.length === 0 ? (
				<EmptyState icon={Search} title={t('assumptions.none')} hint={t('assumptions.noneHint')} />
			) : (
				<table className="assumptions">
					<thead>
						<tr>
							<th scope="col">{t('assumptions.name')}</th>
							<th scope="col">{t('assumptions.value')}</th>
							<th scope="col">{t('assumptions.range')}</th>
							<th scope="col">{t('assumptions.rules')}</th>
							<th scope="col">{t('assumptions.stateHead')}</th>
							<th scope="col">{t('assumptions.source')}</th>
						</tr>
					</thead>
					<tbody>
						{shown.map((said) => (
							<Row key={said.id} said={said} isAsked={said.id === id} />
						))}
					</tbody>
				</table>
			)}
		</>
	);
}

function Row({ said, isAsked }: { readonly said: SaidAssumption; readonly isAsked: boolean }) {
	const { t } = useTranslation();
	const row = useRef<HTMLTableRowElement>(null);
	useEffect(() => {
		if (!isAsked) return;
		row.current?.scrollIntoView({ block: 'center' });
		row.current?.focus();
	}, [isAsked]);
	return (
		<tr ref={row} tabIndex={isAsked ? -1 : undefined} aria-current={isAsked || undefined}>
			<th scope="row">
				{said.name}
				<small>{said.id}</small>
			</th>
			<td>
				<b>{said.value}</b>
				{said.was !== null && <small>{t('assumptions.wasDefault', { value: said.was })}</small>}
			</td>
			<td className="soft">{said.range}</td>
			<td>{said.rules.join(' ')}</td>
			<td data-state={said.state}>{t(`assumptions.state.${said.state}`)}</td>
			<td className="soft">{said.source}</td>
		</tr>
	);
}
