import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// The page asks its own origin; what is below /api goes to the mock, or to where NOTES_URL says.
const target = process.env.NOTES_URL ?? 'http://127.0.0.1:4010/notes';
const proxy = {
  '/api': { target, changeOrigin: true, rewrite: (path) => path.replace(/^\/api/, '') },
};

export default defineConfig({ plugins: [react()], server: { proxy }, preview: { proxy } });
