import apply from './apply.json';
import board from './board.json';
import catalogue from './catalogue.json';
import desk from './desk.json';
import ops from './ops.json';
import shell from './shell.json';

export default { ...shell, ...catalogue, ...apply, ...desk, ...board, ...ops };
