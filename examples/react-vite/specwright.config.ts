import { defineConfig } from 'specwright';

export default defineConfig({ generate: { queries: 'react', schemas: 'zod' } });
