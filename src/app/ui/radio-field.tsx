/** One choice of some. */
export interface RadioFieldProps<T extends string> {
	readonly legend: string;
	readonly name: string;
	readonly value: T;
	readonly options: readonly { readonly value: T; readonly label: string }[];
	/** Shown, but not to be changed now. */
	readonly isDisabled?: boolean;
	readonly onChange: (value: T) => void;
}

/** A field of radio buttons that look as `className` says; arrows move as in any radio group. */
export function RadioField<T extends string>({
	legend,
	name,
	value,
	options,
	isDisabled = false,
	onChange,
	className,
}: RadioFieldProps<T> & { readonly className: string }) {
	return (
		<div className="field" role="radiogroup" aria-label={legend}>
			<span>{legend}</span>
			<div className={className}>
				{options.map((option) => (
					<label key={option.value}>
						<input
							type="radio"
							name={name}
							checked={option.value === value}
							disabled={isDisabled}
							onChange={() => onChange(option.value)}
						/>
						{option.label}
					</label>
				))}
			</div>
		</div>
	);
}
