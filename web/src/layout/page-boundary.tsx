import { Component, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import { Failure } from '../ui/notices.tsx';

type Props = { path: string; children: ReactNode };

class Boundary extends Component<Props, { error: unknown }> {
  override state: { error: unknown } = { error: undefined };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override componentDidUpdate(before: Props): void {
    if (before.path !== this.props.path && this.state.error !== undefined) this.setState({ error: undefined });
  }

  override render(): ReactNode {
    if (this.state.error === undefined) return this.props.children;
    return <div className="page wide"><Failure error={this.state.error} retry={() => window.location.reload()} /></div>;
  }
}

/** A fault in one page leaves header and navigation usable; going elsewhere clears it. */
export const PageBoundary = ({ children }: { children: ReactNode }) => <Boundary path={useLocation().pathname}>{children}</Boundary>;
