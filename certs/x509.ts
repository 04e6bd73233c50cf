// The one door to @peculiar/x509: it throws unless reflect-metadata was imported before it.
import 'reflect-metadata';

export * from '@peculiar/x509';
