import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../i18n/say-code.ts';
import { Chips } from '../../ui/chips.tsx';
import { Notice } from '../../ui/states.tsx';

interface ReasonFormProps {
	/** Reasons that are often given, in the reader's words. */
	readonly quick: readonly string[];
	/** Verb, object and who learns of it. */
	readonly confirm: string;
	/** Rejects with what went wrong. */
	readonly send: (reason: string) => Promise<void>;
	readonly onCancel: () => void;
}

/** Asks why: a quick choice fills the text, the text is what counts. Arrows choose, Enter sends. */
export function ReasonForm({ quick, confirm, send, onCancel }: ReasonFormProps) {
	const { t, i18n } = useTranslation();
	const [reason, setReason] = useState('');
	const [isMissing, setMissing] = useState(false);
	const [failure, setFailure] = useState<unknown>(null);
	const [isBusy, setBusy] = useState(false);
	const field = useRef<HTMLInputElement>(null);

	async function submit(event: FormEvent): Promise<void> {
		event.preventDefault();
		setMissing(reason.trim() === '');
		if (reason.trim() === '') {
			field.current?.focus();
			return;
		}
		setBusy(true);
		setFailure(null);
		try {
			await send(reason.trim());
		} catch (error) {
			setFailure(error);
			setBusy(false);
		}
	}

	return (
		<form className="form" onSubmit={(event) => void submit(event)} noValidate>
			<Chips
				legend={`${t('life.reason')} · ${t('life.reasonHint')}`}
				name="quick-reason"
				value={reason}
				options={quick.map((words) => ({ value: words, label: words }))}
				onChange={setReason}
			/>
			<input
				ref={field}
				className="input"
				data-first
				aria-label={t('life.reason')}
				aria-invalid={isMissing || undefined}
				maxLength={500}
				value={reason}
				onChange={(event) => setReason(event.target.value)}
			/>
			{isMissing && <Notice title={t('life.needReason')} />}
			{failure !== null && <Notice {...sayError(i18n, failure)} />}
			<div className="form__actions">
				<button type="button" className="btn" onClick={onCancel}>
					{t('life.cancel')}
				</button>
				<button type="submit" className="btn btn--primary" disabled={isBusy}>
					{isBusy ? t('life.sending') : confirm}
				</button>
			</div>
		</form>
	);
}
