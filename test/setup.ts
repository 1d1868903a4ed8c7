import fc from 'fast-check';

/**
 * Property tests ask the same in every run, so that a failure can be run again; another seed in
 * FUZZ_SEED asks something else.
 */
fc.configureGlobal({ seed: Number(process.env.FUZZ_SEED ?? 2026) });
