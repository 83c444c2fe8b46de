import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { putIncident } from '../../../client/state/live-store.ts';
import { type Incident, type IncidentRecord, incidentRecordSchema } from '../../../domain/incident.ts';
import { incidentTypeSchema } from '../../../domain/incident-type.ts';
import { sayError } from '../../i18n/say-code.ts';
import { useServices } from '../../state/services.ts';
import { Segments } from '../../ui/segments.tsx';
import { Notice } from '../../ui/states.tsx';
import { LevelChip } from '../level-chip.tsx';
import { readTheirs } from './read-theirs.ts';

const LEVELS = ['1', '2', '3', '4', '5'] as const;
type Change = Pick<IncidentRecord, 'type' | 'level'>;

interface ChangeFormProps {
	readonly incident: Incident;
	readonly onDone: () => void;
}

/** Type and level of an open incident. When somebody was quicker, both values are shown and one is chosen. */
export function ChangeForm({ incident, onDone }: ChangeFormProps) {
	const { t, i18n } = useTranslation();
	const { api, live } = useServices();
	const [seen] = useState({ version: incident.version, type: incident.type, level: incident.level });
	const [change, setChange] = useState<Change>({ type: seen.type, level: seen.level });
	const [theirs, setTheirs] = useState<IncidentRecord | null>(null);
	const [failure, setFailure] = useState<unknown>(null);
	const [isBusy, setBusy] = useState(false);

	async function send(version: number, before: Change): Promise<void> {
		setBusy(true);
		setFailure(null);
		try {
			// Only what is other than seen: another's change of the rest stays.
			const patch = {
				version,
				...(change.type === before.type ? {} : { type: change.type }),
				...(change.level === before.level ? {} : { level: change.level }),
			};
			putIncident(live, await api.changeIncident(incident.id, patch));
			onDone();
		} catch (error) {
			const found = readTheirs(error, incidentRecordSchema);
			if (found) setTheirs(found);
			else setFailure(error);
			setBusy(false);
		}
	}

	if (theirs) {
		return (
			<Conflict
				mine={change}
				theirs={theirs}
				isBusy={isBusy}
				onMine={() => void send(theirs.version, theirs)}
				onTheirs={() => {
					putIncident(live, theirs);
					onDone();
				}}
			/>
		);
	}
	return (
		<form
			className="form"
			onSubmit={(event: FormEvent) => {
				event.preventDefault();
				void send(seen.version, seen);
			}}
		>
			<Segments
				legend={t('alarm.type')}
				name="change-type"
				value={change.type}
				options={incidentTypeSchema.options.map((value) => ({ value, label: t(`codes.incidentType.${value}`) }))}
				onChange={(type) => setChange({ ...change, type })}
			/>
			<Segments
				legend={t('alarm.level')}
				name="change-level"
				value={change.level === null ? 'none' : `${change.level}`}
				options={['none', ...LEVELS].map((value) => ({
					value,
					label: value === 'none' ? t('codes.level.none') : value,
				}))}
				onChange={(value) => setChange({ ...change, level: value === 'none' ? null : Number(value) })}
			/>
			{failure !== null && <Notice {...sayError(i18n, failure)} />}
			<div className="form__actions">
				<button type="button" className="btn" onClick={onDone}>
					{t('life.cancel')}
				</button>
				<button
					type="submit"
					className="btn btn--primary"
					disabled={isBusy || (change.type === seen.type && change.level === seen.level)}
				>
					{t(isBusy ? 'life.sending' : 'life.changeConfirm')}
				</button>
			</div>
		</form>
	);
}

interface ConflictProps {
	readonly mine: Change;
	readonly theirs: Change;
	readonly isBusy: boolean;
	readonly onMine: () => void;
	readonly onTheirs: () => void;
}

function Conflict({ mine, theirs, isBusy, onMine, onTheirs }: ConflictProps) {
	const { t } = useTranslation();
	const keep = useRef<HTMLButtonElement>(null);
	// The button that was pressed is gone.
	useEffect(() => keep.current?.focus(), []);
	const rows = [
		['theirs', theirs],
		['mine', mine],
	] as const;
	return (
		<div className="form">
			<Notice title={t('life.conflictTitle')} detail={t('life.conflictHint')} />
			<dl className="life__conflict">
				{rows.map(([whose, { type, level }]) => (
					<div key={whose}>
						<dt>{t(`life.${whose}`)}</dt>
						<dd>
							<b>{t(`codes.incidentType.${type}`)}</b> <LevelChip level={level} />
						</dd>
					</div>
				))}
			</dl>
			<div className="form__actions">
				<button type="button" className="btn" disabled={isBusy} onClick={onMine}>
					{t('life.useMine')}
				</button>
				<button ref={keep} type="button" className="btn btn--primary" disabled={isBusy} onClick={onTheirs}>
					{t('life.keepTheirs')}
				</button>
			</div>
		</div>
	);
}
