import { Inbox, PackagePlus, Send } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../domain/incident.ts';
import type { ResourceRequest } from '../../../domain/records/resource-request.ts';
import { vehicleTypeSchema } from '../../../domain/vehicle.ts';
import { CATALOGUES } from '../../i18n/create-i18n.ts';
import { useLive, useServices } from '../../state/services.ts';
import { tellLive } from '../../state/tell-live.ts';
import { useAct } from '../../state/use-act.ts';
import { useBlock } from '../../state/use-block.ts';
import { useCurrentIncident } from '../../state/use-incident.ts';
import { EmptyState } from '../../ui/states.tsx';
import { ToolPanel } from '../map/tool-panel.tsx';
import { ActError } from '../roster/act-error.tsx';
import { parseRequest, type VehicleWords } from './parse-request.ts';
import { RequestRow } from './request-row.tsx';
import { sayRequest } from './say-request.ts';
import './requests-panel.css';

/** Both languages, whichever the page speaks. */
const VEHICLE_WORDS: VehicleWords = Object.values(CATALOGUES).flatMap(({ codes }) =>
	vehicleTypeSchema.options.map((type) => [codes.vehicleType[type].toLowerCase(), type] as const),
);
const SETTLED: readonly ResourceRequest['state'][] = ['arrived', 'refused', 'withdrawn'];

/** What the scene has asked for, and what became of it; asked for in one line. */
export function RequestsPanel() {
	const { t } = useTranslation();
	const { ui } = useServices();
	const incident = useCurrentIncident();
	return (
		<ToolPanel icon={PackagePlus} title={t('tool.requests')} onClose={() => ui.setState({ tool: 'none' })}>
			{incident ? (
				<>
					{incident.closedAtMs === null && <RequestForm key={incident.id} incident={incident} />}
					<RequestList incident={incident} />
				</>
			) : (
				<EmptyState icon={PackagePlus} title={t('requests.noIncident')} hint={t('requests.noIncidentHint')} />
			)}
		</ToolPanel>
	);
}

function RequestForm({ incident }: { readonly incident: Incident }) {
	const { t, i18n } = useTranslation();
	const { api, live } = useServices();
	const { run, busy, error } = useAct();
	const block = useBlock('request.add');
	const [line, setLine] = useState('');
	const field = useRef<HTMLInputElement>(null);
	// After the panel has taken the focus: it was opened to ask.
	useEffect(() => field.current?.focus(), []);
	const asked = parseRequest(line, VEHICLE_WORDS, t('requests.piece'));
	const isLocked = block !== null || busy || asked === null;
	return (
		<form
			className="request-form"
			onSubmit={(event) => {
				event.preventDefault();
				if (isLocked) return;
				void run(async () =>
					tellLive(live, 'request', await api.addRequest({ incidentId: incident.id, ...asked })),
				).then((isDone) => isDone && setLine(''));
			}}
		>
			<input
				className="input"
				value={line}
				maxLength={300}
				aria-label={t('requests.line')}
				aria-describedby="request-help"
				placeholder={t('requests.lineHint')}
				ref={field}
				onChange={({ target }) => setLine(target.value)}
			/>
			<button type="submit" className="btn btn--primary" disabled={isLocked} title={block ?? undefined}>
				<Send size={16} strokeWidth={1.75} aria-hidden />
				{t('requests.send')}
			</button>
			<p id="request-help" className="soft">
				{asked ? (
					<>
						<b>{sayRequest(i18n, asked)}</b>
						{asked.reason && ` · ${asked.reason}`}
					</>
				) : (
					<span className="dim">{t('requests.lineHelp')}</span>
				)}
			</p>
			<ActError error={error} />
		</form>
	);
}

function RequestList({ incident }: { readonly incident: Incident }) {
	const { t } = useTranslation();
	const all = useLive((state) => state.requests);
	const own = all.filter(({ incidentId }) => incidentId === incident.id);
	const open = own.filter(({ state }) => !SETTLED.includes(state));
	const settled = own.filter(({ state }) => SETTLED.includes(state));
	if (own.length === 0) return <EmptyState icon={Inbox} title={t('requests.none')} hint={t('requests.noneHint')} />;
	return (
		<>
			<ul className="rows" aria-label={t('tool.requests')}>
				{open.map((request) => (
					<RequestRow key={request.id} request={request} incident={incident} />
				))}
			</ul>
			{settled.length > 0 && (
				<details open={open.length === 0}>
					<summary>{t('requests.closed', { count: settled.length })}</summary>
					<ul className="rows">
						{settled.map((request) => (
							<RequestRow key={request.id} request={request} incident={incident} />
						))}
					</ul>
				</details>
			)}
		</>
	);
}
