import { Eye, EyeOff, TriangleAlert } from 'lucide-react';
import { type Ref, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/icon-button.tsx';

interface SecretFieldProps {
	readonly label: string;
	/** Tells password managers which one it is. */
	readonly autoComplete: 'current-password' | 'new-password';
	readonly value: string;
	readonly isInvalid?: boolean;
	readonly inputRef?: Ref<HTMLInputElement>;
	readonly onChange: (value: string) => void;
}

/** A password that can be shown while it is typed; says when Caps Lock is on. */
export function SecretField({ label, autoComplete, value, isInvalid, inputRef, onChange }: SecretFieldProps) {
	const { t } = useTranslation();
	const id = useId();
	const [isShown, setShown] = useState(false);
	const [isCaps, setCaps] = useState(false);
	return (
		<div className="field">
			<span>
				<label htmlFor={id}>{label}</label>
			</span>
			<div className="sign-in__secret">
				<input
					id={id}
					ref={inputRef}
					className="input"
					type={isShown ? 'text' : 'password'}
					autoComplete={autoComplete}
					autoCapitalize="none"
					autoCorrect="off"
					spellCheck={false}
					maxLength={128}
					value={value}
					aria-invalid={isInvalid || undefined}
					onChange={(event) => onChange(event.target.value)}
					onKeyUp={(event) => setCaps(event.getModifierState('CapsLock'))}
					onBlur={() => setCaps(false)}
				/>
				<IconButton
					icon={isShown ? EyeOff : Eye}
					label={t(isShown ? 'session.hide' : 'session.show')}
					onClick={() => setShown(!isShown)}
				/>
			</div>
			{isCaps && (
				<span className="sign-in__note" role="status">
					<TriangleAlert size={16} strokeWidth={1.75} aria-hidden />
					{t('session.capsLock')}
				</span>
			)}
		</div>
	);
}
