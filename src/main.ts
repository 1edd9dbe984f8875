import './shell/no-eval.ts';
import { mount } from 'svelte';
import './ui/kit/tokens.css';
import './ui/kit/base.css';
import App from './shell/App.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('index.html lacks the element with the id "app"');
mount(App, { target });
