/** The product's mark: a watch tower's flame in a hexagon. */
export function ProductMark() {
	return (
		<svg
			width="20"
			height="20"
			viewBox="0 0 24 24"
			fill="none"
			stroke="currentColor"
			strokeWidth="1.75"
			aria-hidden="true"
		>
			<path d="M12 2.5l8 4.6v9.8l-8 4.6-8-4.6V7.1z" strokeLinejoin="round" />
			<path
				d="M12.5 7c.4 2.6 3 3.4 3 6a3.5 3.5 0 0 1-7 0c0-1.6.8-2.3 1.3-3.6.8.4 1.1 1 1.2 1.8.9-1 1.5-2.4 1.5-4.2z"
				strokeLinejoin="round"
			/>
		</svg>
	);
}
