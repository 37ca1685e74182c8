/** The bundler takes style sheets along; importing one gives nothing. */
declare module '*.css';
