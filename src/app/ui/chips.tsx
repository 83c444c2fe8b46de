interface ChipsProps<T extends string> {
	readonly legend: string;
	readonly name: string;
	readonly value: T;
	readonly options: readonly { readonly value: T; readonly label: string }[];
	readonly onChange: (value: T) => void;
}

/** One choice of some, as chips that wrap; arrows move as in any radio group. */
export function Chips<T extends string>({ legend, name, value, options, onChange }: ChipsProps<T>) {
	return (
		<div className="field" role="radiogroup" aria-label={legend}>
			<span>{legend}</span>
			<div className="chips">
				{options.map((option) => (
					<label key={option.value}>
						<input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
						{option.label}
					</label>
				))}
			</div>
		</div>
	);
}
