import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-cpu';
// The alias of the bundler leaves out what the whole of TensorFlow.js would register.
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { startBoundExplorer } from './boundExplorer.js';
import { startGallery } from './gallery.js';
import { followTheme } from './plots.js';
import { startResultsExplorer } from './resultsExplorer.js';
import { startTheme } from './theme.js';

startTheme();
followTheme();
startGallery();
startResultsExplorer();
// A few hundred pixels: the plain engine starts at once and needs no graphics card.
void tf.setBackend('cpu').then(startBoundExplorer);
