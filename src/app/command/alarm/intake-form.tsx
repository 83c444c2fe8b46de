import { X } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { putIncident } from '../../../client/state/live-store.ts';
import { DEFAULT_INCIDENT_KINDS, DEFAULT_LEVELS } from '../../../domain/service/incident-types.ts';
import { sayError } from '../../i18n/say-code.ts';
import { EMPTY_INTAKE, type Intake } from '../../state/intake.ts';
import { readServerClock } from '../../state/server-clock.ts';
import { useLive, useServices, useUi } from '../../state/services.ts';
import type { AlarmDraft } from '../../state/ui-store.ts';
import { useRefusal } from '../../state/use-may.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Notice } from '../../ui/states.tsx';
import { useServiceTable } from '../assumptions/use-service-table.ts';
import { CallerFields } from './caller-fields.tsx';
import { ExtraFields } from './extra-fields.tsx';
import { KindFields } from './kind-fields.tsx';
import { LikelySame } from './likely-same.tsx';
import { fillIntake, type IntakeProblem, readIntake } from './read-intake.ts';
import { takeHit } from './take-hit.ts';
import { WhereField } from './where-field.tsx';
import './intake-form.css';

const DEFAULT_TABLE = { incidentTypes: DEFAULT_INCIDENT_KINDS, levels: DEFAULT_LEVELS };

/** What every group of fields needs. */
export interface IntakeFieldsProps {
	readonly intake: Intake;
	readonly set: (change: Partial<Intake>) => void;
	/** Of a field that is wrong. */
	readonly invalid: (field: IntakeProblem['field']) => true | undefined;
}

/**
 * Takes a call in, in the order in which callers tell: where, what, how grave, their words, who calls. Enter raises from any field, Esc puts it
 * away with all that was typed. It stands beside the map, which stays free to be clicked.
 */
export function IntakeForm({ draft }: { readonly draft: AlarmDraft }) {
	const { t, i18n } = useTranslation();
	const { api, live, selection, settings, ui } = useServices();
	const intake = useUi((state) => state.intake);
	const { table } = useServiceTable();
	const offline = useLive((state) => state.connection === 'offline');
	const refusal = useRefusal('incident.raise');
	const [problem, setProblem] = useState<IntakeProblem | null>(null);
	const [failure, setFailure] = useState<unknown>(null);
	const [isBusy, setBusy] = useState(false);
	const form = useRef<HTMLDialogElement>(null);
	const titleId = useId();
	const set = (change: Partial<Intake>) => ui.setState((state) => ({ intake: { ...state.intake, ...change } }));
	const close = () => ui.setState({ draft: null, tool: 'none' });
	const rows = table ?? DEFAULT_TABLE;
	const filled = fillIntake(intake, rows);
	useTakeDraft(draft);
	useFirstFocus(form, draft);

	async function raise(event: FormEvent): Promise<void> {
		event.preventDefault();
		if (isBusy || offline || refusal !== null) return;
		const read = readIntake(intake, rows, readServerClock(live.getState(), Date.now()));
		if (!read.ok) {
			show(read);
			return;
		}
		setProblem(null);
		setFailure(null);
		setBusy(true);
		try {
			if (!intake.place && (await takeFirst())) {
				setBusy(false);
				show({ problem: 'checkPlace', field: 'where' });
				return;
			}
			const incident = await api.raiseIncident(read.incident);
			putIncident(live, incident);
			selection.setState({ incidentId: incident.id, selected: null });
			ui.setState({ intake: EMPTY_INTAKE });
			close();
		} catch (error) {
			setFailure(error);
			setBusy(false);
		}
	}

	function show(found: IntakeProblem): void {
		setProblem(found);
		form.current?.querySelector<HTMLElement>(`[data-field="${found.field}"]`)?.focus();
	}

	/** Enter came before a place was chosen: the first result is taken, and shown before anything is raised there. */
	async function takeFirst(): Promise<boolean> {
		const asked = intake.where.trim();
		const { hits } = await api.search({ q: asked, crs: settings.getState().crs, limit: 1 });
		const [first] = hits;
		if (first) set(takeHit(first, asked));
		return first !== undefined;
	}

	function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
		if (event.nativeEvent.isComposing || event.defaultPrevented) return;
		const target = event.target as HTMLElement;
		if (event.key === 'Escape') {
			event.preventDefault();
			close();
		} else if (event.key === 'Enter' && !target.closest('button, summary') && !event.shiftKey) {
			event.preventDefault();
			form.current?.querySelector('form')?.requestSubmit();
		}
	}

	const fields: IntakeFieldsProps = { intake, set, invalid: (field) => (problem?.field === field ? true : undefined) };
	return (
		<dialog open ref={form} className="intake" aria-labelledby={titleId} onKeyDown={onKeyDown}>
			<div className="dialog__head">
				<h2 id={titleId}>{t('alarm.new')}</h2>
				<IconButton icon={X} label={t('alarm.putAway')} shortcut="Escape" small onClick={close} />
			</div>
			<form className="intake__fields" onSubmit={(event) => void raise(event)} noValidate>
				<WhereField {...fields} />
				<LikelySame intake={intake} rows={rows} onAdded={close} />
				<KindFields {...fields} filled={filled} kinds={rows.incidentTypes} />
				<CallerFields {...fields} filled={filled} />
				<ExtraFields {...fields} isHazmat={filled.kind?.type === 'hazmat'} />
				{problem && <Notice title={t(`alarm.${problem.problem}`)} />}
				{failure !== null && <RaiseFailure said={sayError(i18n, failure)} />}
				<div className="form__actions">
					{intake !== EMPTY_INTAKE && (
						<button
							type="button"
							className="btn btn--plain"
							onClick={() => {
								ui.setState({ intake: EMPTY_INTAKE });
								close();
							}}
						>
							{t('alarm.discard')}
						</button>
					)}
					<button
						type="submit"
						className="btn btn--primary"
						disabled={isBusy || offline || refusal !== null}
						title={refusal ?? undefined}
						aria-keyshortcuts="Enter"
					>
						{offline ? t('alarm.offline') : isBusy ? t('alarm.raising') : t('alarm.raise')}
						<span className="kbd">Enter</span>
					</button>
				</div>
			</form>
		</dialog>
	);
}

function RaiseFailure({ said }: { said: ReturnType<typeof sayError> }) {
	const { t } = useTranslation();
	return <Notice title={`${t('alarm.failed')} · ${said.title}`} detail={said.detail} code={said.code} />;
}

/** A place that was clicked or found elsewhere becomes that of the form. */
function useTakeDraft(draft: AlarmDraft): void {
	const { ui } = useServices();
	useEffect(() => {
		const { lon, lat, address, origin } = draft;
		if (lon === null || lat === null) return;
		const place = { lon, lat, given: null, name: address, town: null, kind: 'map', insteadOf: null } as const;
		ui.setState((state) => ({ intake: { ...state.intake, place, where: address, origin } }));
	}, [draft, ui]);
}

/** The cursor is where the next thing is to be told: the place, or what is there. */
function useFirstFocus(form: { readonly current: HTMLElement | null }, draft: AlarmDraft): void {
	const before = useRef<Element | null>(null);
	useEffect(() => {
		before.current ??= document.activeElement;
		const field = draft.lon === null ? 'where' : 'kind';
		form.current?.querySelector<HTMLElement>(`[data-field="${field}"]`)?.focus();
	}, [form, draft]);
	useEffect(
		() => () => {
			if (before.current instanceof HTMLElement && document.activeElement === document.body) before.current.focus();
		},
		[],
	);
}
