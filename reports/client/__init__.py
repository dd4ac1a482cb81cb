"""The pages' client: TypeScript, bundled by esbuild into dist/talad.js."""
