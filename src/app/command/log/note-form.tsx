import { Clock, Paperclip, PenLine, X } from 'lucide-react';
import { type ClipboardEvent, type DragEvent, type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../domain/incident.ts';
import { ATTACHMENT_LIMIT_BYTES, ATTACHMENT_TYPES } from '../../../domain/records/attachment.ts';
import { NOTE_KINDS, type Note } from '../../../domain/records/note.ts';
import { sayError } from '../../i18n/say-code.ts';
import { readServerClock } from '../../state/server-clock.ts';
import { useServices } from '../../state/services.ts';
import { useRefusal } from '../../state/use-may.ts';
import { formatTime } from '../../ui/format.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import type { OwnNote } from './list-entries.ts';
import { TimeBackField } from './time-back-field.tsx';

interface NoteFormProps {
	readonly incident: Incident;
	/** One's own note that is put right; null = a new one is written. */
	readonly correcting: OwnNote | null;
	readonly onDone: () => void;
}

/** One line to write into the log: kind, words, and when they are needed a time and files. What cannot be sent now is kept and sent later. */
export function NoteForm({ incident, correcting, onDone }: NoteFormProps) {
	const { t, i18n } = useTranslation();
	const { api, live, notes, clock } = useServices();
	const refusal = useRefusal('note.add');
	const [kind, setKind] = useState<Note['kind']>(correcting?.kind ?? 'note');
	const [text, setText] = useState(correcting?.text ?? '');
	const [atMs, setAtMs] = useState<number | null>(null);
	const [files, setFiles] = useState<readonly File[]>([]);
	const [problem, setProblem] = useState<string | null>(null);
	const [isBusy, setIsBusy] = useState(false);
	const field = useRef<HTMLInputElement>(null);
	const picker = useRef<HTMLInputElement>(null);
	useEffect(() => {
		// On a touch screen that would bring the keyboard over the map.
		if (!matchMedia('(pointer: coarse)').matches) field.current?.focus();
	}, []);

	const addFiles = (given: Iterable<File>) => {
		const [taken, tooLarge] = [[] as File[], [] as File[]];
		for (const file of given) (file.size > ATTACHMENT_LIMIT_BYTES ? tooLarge : taken).push(file);
		setFiles((before) => [...before, ...taken]);
		setProblem(tooLarge[0] ? t('log.tooLarge', { name: tooLarge[0].name }) : null);
	};
	const paste = (event: ClipboardEvent) => {
		if (event.clipboardData.files.length === 0) return;
		event.preventDefault();
		addFiles(event.clipboardData.files);
	};
	const drop = (event: DragEvent) => {
		event.preventDefault();
		addFiles(event.dataTransfer.files);
	};
	const submit = (event: FormEvent) => {
		event.preventDefault();
		const words = text.trim();
		if (refusal !== null || (words === '' && files.length === 0)) return;
		if (correcting) {
			void correct(correcting, words);
			return;
		}
		const now = Math.round(readServerClock(live.getState(), clock.nowMs()));
		notes.add({ incidentId: incident.id, kind, text: words, atMs: atMs ?? now, place: null, files });
		setText('');
		setFiles([]);
		setAtMs(null);
		setProblem(null);
		field.current?.focus();
	};
	const correct = async ({ id, version }: OwnNote, words: string) => {
		setIsBusy(true);
		try {
			await api.changeNote(id, { version, text: words, kind });
			onDone();
		} catch (error) {
			const { title, code } = sayError(i18n, error);
			setProblem(`${title} · ${code}`);
			setIsBusy(false);
		}
	};

	if (refusal !== null) return <p className="dim log__refusal">{refusal}</p>;
	return (
		<form
			className="note-form"
			aria-label={correcting ? t('log.correct') : t('log.noteLine')}
			onSubmit={submit}
			onPaste={paste}
			onDragOver={(event) => event.preventDefault()}
			onDrop={drop}
		>
			{correcting && (
				<p className="note-form__correcting">
					<PenLine size={16} strokeWidth={1.75} aria-hidden />
					{t('log.correct')}
					<span className="dim grow ellipsis">{correcting.text}</span>
					<button type="button" className="btn btn--row" onClick={onDone}>
						{t('log.cancel')}
					</button>
				</p>
			)}
			<div className="note-form__line">
				<select
					className="input"
					value={kind}
					aria-label={t('log.kind')}
					onChange={(event) => setKind(event.target.value as Note['kind'])}
				>
					{NOTE_KINDS.map((value) => (
						<option key={value} value={value}>
							{t(`log.kinds.${value}`)}
						</option>
					))}
				</select>
				<input
					className="input grow"
					ref={field}
					data-field="note"
					value={text}
					maxLength={2000}
					placeholder={t('log.noteHint')}
					aria-label={t('log.noteLine')}
					autoComplete="off"
					onChange={(event) => setText(event.target.value)}
				/>
				{!correcting && (
					<>
						<IconButton
							icon={Clock}
							label={t('log.setBack')}
							pressed={atMs !== null}
							onClick={() => setAtMs(atMs === null ? readServerClock(live.getState(), clock.nowMs()) : null)}
						/>
						<IconButton icon={Paperclip} label={t('log.attach')} onClick={() => picker.current?.click()} />
						<input
							ref={picker}
							type="file"
							hidden
							multiple
							accept={['image/*', ...ATTACHMENT_TYPES].join()}
							onChange={(event) => {
								addFiles(event.target.files ?? []);
								event.target.value = '';
							}}
						/>
					</>
				)}
				<button
					type="submit"
					className="btn btn--primary"
					disabled={isBusy || (text.trim() === '' && files.length === 0)}
				>
					{t(correcting ? 'log.save' : 'log.add')}
				</button>
			</div>
			{atMs !== null && <TimeBackField atMs={atMs} label={`${t('log.when')} ${formatTime(atMs)}`} onChange={setAtMs} />}
			{files.length > 0 && <FileChips files={files} onRemove={(file) => setFiles(files.filter((f) => f !== file))} />}
			{problem !== null && <p role="status">{problem}</p>}
		</form>
	);
}

interface FileChipsProps {
	readonly files: readonly File[];
	readonly onRemove: (file: File) => void;
}

function FileChips({ files, onRemove }: FileChipsProps) {
	const { t } = useTranslation();
	return (
		<ul className="note-form__files">
			{files.map((file, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name.
				<li key={`${file.name} ${index}`}>
					<span className="ellipsis">{file.name}</span>
					<IconButton icon={X} label={t('log.removeFile', { name: file.name })} small onClick={() => onRemove(file)} />
				</li>
			))}
		</ul>
	);
}
