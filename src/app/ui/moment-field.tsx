interface MomentFieldProps {
	readonly label: string;
	readonly valueMs: number;
	readonly onChange: (atMs: number) => void;
}

function toLocal(atMs: number): string {
	const at = new Date(atMs);
	return new Date(atMs - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** A date and time of day in the viewer's zone. What is not a time leaves the value. */
export function MomentField({ label, valueMs, onChange }: MomentFieldProps) {
	return (
		<label className="field">
			<span>{label}</span>
			<input
				className="input"
				type="datetime-local"
				value={toLocal(valueMs)}
				onChange={({ target }) => {
					const atMs = new Date(target.value).getTime();
					if (Number.isFinite(atMs)) onChange(atMs);
				}}
			/>
		</label>
	);
}
