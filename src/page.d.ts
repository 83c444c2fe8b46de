/** What Vite lets the page import beside code. vite/client would bring Node's types with it, which the page must not see. */
declare module '*.css';
