export { SignInsPart } from './sign-ins-part.tsx';
