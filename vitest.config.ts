import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		projects: [
			{ test: { name: 'unit', include: ['tests/unit/**/*.test.{ts,tsx}'], environment: 'node' } },
			{
				test: {
					name: 'integration',
					include: ['tests/integration/**/*.test.ts'],
					exclude: [...configDefaults.exclude, 'tests/integration/{faults,fuzz}/**'],
					environment: 'node',
					globalSetup: ['tests/support/integration-setup.ts'],
					testTimeout: 120_000,
					hookTimeout: 120_000,
				},
			},
			{
				// Real servers that are killed, starved and fed nonsense: one file at a time, so that they do not starve one another.
				test: {
					name: 'faults',
					include: ['tests/integration/{faults,fuzz}/**/*.test.ts'],
					environment: 'node',
					globalSetup: ['tests/support/integration-setup.ts', 'tests/integration/faults/small-pack.ts'],
					fileParallelism: false,
					testTimeout: 300_000,
					hookTimeout: 120_000,
				},
			},
		],
	},
});
