interface TimeBackFieldProps {
	readonly atMs: number;
	readonly label: string;
	readonly onChange: (atMs: number) => void;
}

/** A time to the second in the viewer's zone. What is not a time leaves the value. */
export function TimeBackField({ atMs, label, onChange }: TimeBackFieldProps) {
	const offsetMs = new Date(atMs).getTimezoneOffset() * 60_000;
	return (
		<input
			className="input"
			type="datetime-local"
			step={1}
			aria-label={label}
			value={new Date(atMs - offsetMs).toISOString().slice(0, 19)}
			onChange={(event) => {
				const next = new Date(event.target.value).getTime();
				if (Number.isFinite(next)) onChange(next);
			}}
		/>
	);
}
