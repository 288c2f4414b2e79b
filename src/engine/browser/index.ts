export { startEngine, type Engine, type EngineName, type EngineOptions } from './startEngine.js';
